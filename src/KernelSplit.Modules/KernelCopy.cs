using KernelSplit.Foundation;
using KernelSplit.Modules.Archives;
using KernelSplit.Modules.Depmod;
using KernelSplit.Modules.Reading;

namespace KernelSplit.Modules;

/// <summary>
/// Copies a prebuilt kernel into a staging directory as packages install it: modules, kernel image, System.map, config
/// and device trees, all in lib/modules/RELEASE, where kernel-install(8) and its plugins look for them.
/// </summary>
public sealed class KernelCopy
{
    private readonly ModuleTree _tree;
    private readonly string _target;
    private readonly HashSet<string> _modules;
    private readonly HashSet<string> _generated;
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private bool _inUsr;

    private KernelCopy(ModuleTree tree, string directory)
    {
        _tree = tree;
        _target = Path.Combine(directory, "lib", "modules", tree.Release);
        _modules = [.. tree.Modules.Select(module => module.Path)];
        // They depend on what else is installed, so depmod generates them on each machine.
        _generated = [.. DepmodFiles.Names];
    }

    /// <param name="inputs">
    /// The inputs that <paramref name="tree"/> was read from; if several have a file, the first one's is copied.
    /// </param>
    /// <param name="tree">
    /// The kernel. A module that is not in it, such as an older one of the same name, is not copied.
    /// </param>
    /// <param name="directory">The staging directory, empty, which gets lib/modules/RELEASE.</param>
    /// <param name="cancellation">Stops copying.</param>
    /// <returns>Whether the inputs have modules in /usr/lib/modules.</returns>
    /// <exception cref="InvalidInputException">
    /// There is no kernel image, an input is damaged, or is a build directory.
    /// </exception>
    public static bool Stage(
        IReadOnlyList<string> inputs, ModuleTree tree, string directory, CancellationToken cancellation)
    {
        var copy = new KernelCopy(tree, directory);
        foreach (var input in inputs)
        {
            try
            {
                if (Directory.Exists(input))
                    copy.CopyDirectory(input, cancellation);
                else
                    copy.CopyArchive(input, cancellation);
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException or UnauthorizedAccessException)
            {
                throw new InvalidInputException(input, e.Message);
            }
        }

        copy.CheckComplete();
        return copy._inUsr;
    }

    private void CopyArchive(string archive, CancellationToken cancellation)
    {
        foreach (var member in ArchiveFiles.ReadMembers(archive))
        {
            cancellation.ThrowIfCancellationRequested();
            if (member.Kind != MemberKind.File)
                continue;
            _inUsr |= IsInUsr($"/{member.Path}");
            if (MemberPath.Normalize(member.Path) is { } path
                && TargetOf(path) is { } target)
                Write(target, member.Content.CopyTo);
        }
    }

    private void CopyDirectory(string directory, CancellationToken cancellation)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        if (KbuildFiles.AreIn(full))
        {
            throw new InvalidInputException(
                directory, "a build directory: its modules are not installed yet",
                "Run \"make modules_install INSTALL_MOD_PATH=/tmp/kernel\" in it, copy the image to " +
                $"/tmp/kernel/lib/modules/{_tree.Release}/vmlinuz, and package /tmp/kernel");
        }

        var release = KernelDirectories.ReleaseDirectories(full, _tree.Release).ToList();
        _inUsr |= release.Any(IsInUsr);
        var others = KernelDirectories.Roots(full, _tree.Release)
            .SelectMany(root => KernelDirectories.BootFiles(root, _tree.Release))
            .Select(file => (file.Path, Target: TargetOf(file.Relative)));
        foreach (var (path, target) in release.SelectMany(FilesOf).Concat(others))
        {
            cancellation.ThrowIfCancellationRequested();
            if (target is null)
                continue;
            Write(target, to =>
            {
                using var from = File.OpenRead(path);
                from.CopyTo(to);
            });
        }
    }

    private IEnumerable<(string Path, string? Target)> FilesOf(string releaseDirectory) =>
        KernelDirectories.Files(releaseDirectory)
            .Select(path => (path, TargetInTree(Path.GetRelativePath(releaseDirectory, path))));

    private static bool IsInUsr(string path) => path.Contains("/usr/lib/modules/", StringComparison.Ordinal);

    /// <summary>The path of a package's file in lib/modules/RELEASE; null if it doesn't belong to the kernel.</summary>
    private string? TargetOf(string path)
    {
        if (TreePath.Parse(path) is { } inTree)
            return inTree.Release == _tree.Release ? TargetInTree(inTree.Relative) : null;
        var release = _tree.Release;
        if (BootNames.OfImage(release).Contains(path))
            return "vmlinuz";
        if (BootNames.Of("System.map", release).Contains(path))
            return "System.map";
        if (BootNames.Of("config", release).Contains(path))
            return "config";
        // Device trees in Debian's packages.
        var devices = $"usr/lib/linux-image-{release}/";
        return path.StartsWith(devices, StringComparison.Ordinal) ? "dtb/" + path[devices.Length..] : null;
    }

    private string? TargetInTree(string relative) =>
        _generated.Contains(relative) || relative.Split('/').Any(part => TreePath.IsSkippedDirectory(part))
        || (ModulePath.IsModule(relative) && !_modules.Contains(relative))
        || TreePath.NameProblem(relative) is not null
            ? null
            : relative;

    private void Write(string target, Action<Stream> write)
    {
        if (!_written.Add(target))
            return;
        var file = Path.Combine(_target, target);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
        write(stream);
    }

    private void CheckComplete()
    {
        var release = _tree.Release;
        if (!File.Exists(Path.Combine(_target, "vmlinuz")))
        {
            throw new InvalidInputException(
                _tree.Source,
                $"no kernel image: neither boot/vmlinuz-{release}, boot/bzImage-{release}, boot/Image-{release} nor "
                + $"lib/modules/{release}/vmlinuz exists",
                "Also give the package that contains it, such as Fedora's kernel-core, or copy the image there");
        }

        var missing = _tree.Modules.FirstOrDefault(module => !File.Exists(Path.Combine(_target, module.Path)));
        if (missing is not null)
        {
            throw new InvalidInputException(
                _tree.Source, $"can't copy {missing.Path}", "Give an input that contains it as a regular file");
        }
    }
}
