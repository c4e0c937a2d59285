using System.IO.Enumeration;

namespace KernelSplit.Modules.Reading;

/// <summary>The tree's files in a directory.</summary>
internal sealed class DirectoryFiles(string directory)
{
    private static readonly string[] ModuleParents = ["lib/modules", "usr/lib/modules"];

    /// <summary>The number of modules; null until all are found.</summary>
    public int? Total { get; private set; }

    /// <summary>
    /// The directory itself, the trees in its [usr/]lib/modules, or kbuild's output. Uncompressed modules are returned
    /// as they are found, so that one thread reads while another searches; compressed ones follow at the end, largest
    /// first.
    /// </summary>
    /// <exception cref="IOException">A directory can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, because of permissions.</exception>
    public IEnumerable<TreeFile> Find()
    {
        var fullPath = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        var named = (directory, fullPath == "/" ? "" : fullPath);
        var others = new List<DiskFile>();
        var total = 0;
        var all = KbuildFiles.AreIn(fullPath)
            ? KbuildFiles.Find(named)
            : FindRoots(fullPath).SelectMany(root => FindInRelease(named, root.FullName));
        foreach (var file in all)
        {
            total += file.Kind == TreeFileKind.Module ? 1 : 0;
            if (file.IsPlain)
                yield return file;
            else
                others.Add(file);
        }
        Total = total;
        // One module takes as long as two thousand small ones; if it came last, all other threads would wait for it.
        others.Sort((a, b) => a.Size != b.Size ? b.Size.CompareTo(a.Size) : string.CompareOrdinal(a.Path, b.Path));
        foreach (var file in others)
            yield return file;
    }

    private static IEnumerable<DirectoryInfo> FindRoots(string directory)
    {
        var root = new DirectoryInfo(directory);
        var below = ModuleParents
            .Select(parent => Path.Combine(root.FullName, parent))
            .Where(parent => Directory.Exists(parent) && !IsBehindLink(root.FullName, parent))
            .SelectMany(parent => new DirectoryInfo(parent).EnumerateDirectories())
            .Where(release => release.LinkTarget is null)
            .ToList();
        return below.Count > 0 ? below : IsRelease(root) ? [root] : [];
    }

    /// <summary>Its parent is lib/modules, or it contains the output of `make modules_install`.</summary>
    private static bool IsRelease(DirectoryInfo root) =>
        root.Parent is { Name: "modules", Parent.Name: "lib" }
        || Directory.Exists(Path.Combine(root.FullName, "kernel"))
        || root.EnumerateFiles().Any(file =>
            file.Name is "modules.order" or "modules.builtin" || ModulePath.IsModule(file.Name));

    /// <summary>On most systems, /lib is a link to usr/lib, and modules would be found twice.</summary>
    private static bool IsBehindLink(string directory, string parent)
    {
        for (var part = parent; part.Length > directory.Length; part = Path.GetDirectoryName(part)!)
        {
            if (new DirectoryInfo(part).LinkTarget is not null)
                return true;
        }
        return false;
    }

    private static FileSystemEnumerable<DiskFile> FindInRelease((string, string) directory, string root)
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = 0,
            IgnoreInaccessible = false,
        };
        var release = Path.GetFileName(root);
        return new FileSystemEnumerable<DiskFile>(root, Describe, options)
        {
            ShouldRecursePredicate = (ref entry) =>
                !entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && !TreePath.IsSkippedDirectory(entry.FileName),
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory && KindOf(ref entry) is not null,
        };

        DiskFile Describe(ref FileSystemEntry entry)
        {
            var path = entry.ToFullPath();
            var tree = new TreePath(release, path[(root.Length + 1)..]);
            return DiskFile.Describe(path, tree, KindOf(ref entry)!.Value, directory, root);
        }
    }

    private static TreeFileKind? KindOf(ref FileSystemEntry entry) => TreePath.KindOf(
        entry.FileName, isAtRoot: entry.Directory.Length == entry.RootDirectory.Length);
}
