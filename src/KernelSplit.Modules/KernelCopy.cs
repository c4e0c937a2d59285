using KernelSplit.Foundation;
using KernelSplit.Modules.Archives;
using KernelSplit.Modules.Depmod;
using KernelSplit.Modules.Reading;

namespace KernelSplit.Modules;

/// <summary>
/// Lays a finished kernel into a folder as packages install it: modules, kernel image, System.map, config and device
/// trees, all in lib/modules/RELEASE, where kernel-install(8) and its plugins look for them.
/// </summary>
public sealed class KernelCopy
{
    private readonly ModuleTree _tree;
    private readonly string _target;
    private readonly HashSet<string> _modules;
    private readonly HashSet<string> _made;

    private KernelCopy(ModuleTree tree, string folder)
    {
        _tree = tree;
        _target = Path.Combine(folder, "lib", "modules", tree.Release);
        _modules = [.. tree.Modules.Select(module => module.Path)];
        // They depend on what else is installed, so each machine has depmod make its own.
        _made = [.. DepmodFiles.Names];
    }

    /// <param name="inputs">What <paramref name="tree"/> was read from; of a file that several have, the first has its say.</param>
    /// <param name="tree">The kernel. A module that it leaves out, such as an older one of the same name, is not copied.</param>
    /// <param name="folder">Gets lib/modules/RELEASE.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidInputException">There is no kernel image, an input is damaged, or nothing is installed in it yet.</exception>
    public static void Lay(IReadOnlyList<string> inputs, ModuleTree tree, string folder, CancellationToken cancellation)
    {
        var copy = new KernelCopy(tree, folder);
        foreach (var input in inputs)
        {
            try
            {
                if (Directory.Exists(input))
                    copy.CopyFolder(input, cancellation);
                else
                    copy.CopyArchive(input, cancellation);
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException or UnauthorizedAccessException)
            {
                throw new InvalidInputException(input, e.Message);
            }
        }

        copy.MustBeWhole();
    }

    private void CopyArchive(string archive, CancellationToken cancellation)
    {
        foreach (var member in ArchiveFiles.ReadMembers(archive))
        {
            cancellation.ThrowIfCancellationRequested();
            if (member.Kind == MemberKind.File && MemberPath.Normalize(member.Path) is { } path && PlaceOf(path) is { } place)
                Write(place, member.Content.CopyTo);
        }
    }

    private void CopyFolder(string folder, CancellationToken cancellation)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (KbuildFiles.AreIn(full))
        {
            throw new InvalidInputException(
                folder, "a build folder: its modules aren't installed yet",
                "Run \"make modules_install INSTALL_MOD_PATH=/tmp/kernel\" in it, copy the image to " +
                $"/tmp/kernel/lib/modules/{_tree.Release}/vmlinuz, and package /tmp/kernel");
        }

        var release = KernelFolders.ReleaseFolders(full, _tree.Release).ToList();
        var others = KernelFolders.Roots(full, _tree.Release)
            .SelectMany(root => KernelFolders.BootFiles(root, _tree.Release))
            .Select(file => (file.Path, Place: PlaceOf(file.Below)));
        foreach (var (path, place) in release.SelectMany(FilesOf).Concat(others))
        {
            cancellation.ThrowIfCancellationRequested();
            if (place is null)
                continue;
            Write(place, to =>
            {
                using var from = File.OpenRead(path);
                from.CopyTo(to);
            });
        }
    }

    private IEnumerable<(string Path, string? Place)> FilesOf(string releaseFolder) =>
        KernelFolders.Files(releaseFolder).Select(path => (path, PlaceInTree(Path.GetRelativePath(releaseFolder, path))));

    /// <summary>Where a file of a package lies in lib/modules/RELEASE; nothing for one that isn't the kernel's.</summary>
    private string? PlaceOf(string path)
    {
        if (TreePath.Parse(path) is { } inTree)
            return inTree.Release == _tree.Release ? PlaceInTree(inTree.Relative) : null;
        var release = _tree.Release;
        if (path == $"boot/vmlinuz-{release}" || path == $"boot/vmlinux-{release}")
            return "vmlinuz";
        if (path == $"boot/System.map-{release}" || path == $"boot/config-{release}")
            return path["boot/".Length..^(release.Length + 1)];
        // Debian's device trees.
        var devices = $"usr/lib/linux-image-{release}/";
        return path.StartsWith(devices, StringComparison.Ordinal) ? "dtb/" + path[devices.Length..] : null;
    }

    private string? PlaceInTree(string relative) =>
        _made.Contains(relative) || relative.Split('/').Any(part => TreePath.IsSkippedDirectory(part))
        || (ModulePath.IsModule(relative) && !_modules.Contains(relative))
        || TreePath.NameProblem(relative) is not null
            ? null
            : relative;

    private void Write(string place, Action<Stream> write)
    {
        var file = Path.Combine(_target, place);
        if (File.Exists(file))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var stream = File.Create(file);
        write(stream);
    }

    private void MustBeWhole()
    {
        var release = _tree.Release;
        if (!File.Exists(Path.Combine(_target, "vmlinuz")))
        {
            throw new InvalidInputException(
                _tree.Source, $"no kernel image in it, neither boot/vmlinuz-{release} nor lib/modules/{release}/vmlinuz",
                "Name the package that has it as well, such as Fedora's kernel-core, or put it there");
        }

        var missing = _tree.Modules.FirstOrDefault(module => !File.Exists(Path.Combine(_target, module.Path)));
        if (missing is not null)
            throw new InvalidInputException(_tree.Source, $"{missing.Path} couldn't be copied", "Name what has it as an ordinary file");
    }
}
