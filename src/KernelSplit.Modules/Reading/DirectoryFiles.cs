using System.IO.Enumeration;
using KernelSplit.Modules.Compression;

namespace KernelSplit.Modules.Reading;

/// <summary>The tree's files in a directory. Symbolic links are never followed.</summary>
internal static class DirectoryFiles
{
    private static readonly string[] ModuleParents = ["lib/modules", "usr/lib/modules"];

    /// <summary>The directory's own tree, or those below its [usr/]lib/modules. Largest files first.</summary>
    /// <exception cref="IOException">A directory can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, for lack of permission.</exception>
    public static IReadOnlyList<TreeFile> Find(string directory)
    {
        var files = FindRoots(directory).SelectMany(root => FindInRelease(directory, root));
        // One module takes as long as two thousand small ones; whoever gets it last keeps all others waiting.
        return [.. files.OrderByDescending(file => file.Size).ThenBy(file => file.Display, StringComparer.Ordinal)];
    }

    private static IEnumerable<DirectoryInfo> FindRoots(string directory)
    {
        var root = new DirectoryInfo(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)));
        var below = ModuleParents
            .Select(parent => Path.Combine(root.FullName, parent))
            .Where(parent => Directory.Exists(parent) && !IsBehindLink(root.FullName, parent))
            .SelectMany(parent => new DirectoryInfo(parent).EnumerateDirectories())
            .Where(release => release.LinkTarget is null)
            .ToList();
        return below.Count > 0 ? below : IsRelease(root) ? [root] : [];
    }

    /// <summary>Its parent is lib/modules, or it holds what `make modules_install` puts there.</summary>
    private static bool IsRelease(DirectoryInfo root) =>
        root.Parent is { Name: "modules", Parent.Name: "lib" }
        || Directory.Exists(Path.Combine(root.FullName, "kernel"))
        || root.EnumerateFiles().Any(file =>
            file.Name is "modules.order" or "modules.builtin" || ModulePath.IsModule(file.Name));

    /// <summary>On a machine, /lib is a link to usr/lib, and its modules would be found twice.</summary>
    private static bool IsBehindLink(string directory, string parent)
    {
        for (var part = parent; part.Length > directory.Length; part = Path.GetDirectoryName(part)!)
        {
            if (new DirectoryInfo(part).LinkTarget is not null)
                return true;
        }
        return false;
    }

    private static FileSystemEnumerable<TreeFile> FindInRelease(string directory, DirectoryInfo root)
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = 0,
            IgnoreInaccessible = false,
        };
        return new FileSystemEnumerable<TreeFile>(
            root.FullName,
            (ref entry) => Describe(directory, root, entry.ToFullPath(), entry.Attributes, entry.Length),
            options)
        {
            ShouldRecursePredicate = (ref entry) =>
                !IsLink(entry.Attributes) && !TreePath.IsSkippedDirectory(entry.FileName.ToString()),
            ShouldIncludePredicate = (ref entry) =>
                !entry.IsDirectory && new TreePath("", RelativeTo(root, entry.ToFullPath())).Kind is not null,
        };
    }

    private static TreeFile Describe(
        string directory, DirectoryInfo root, string path, FileAttributes attributes, long size)
    {
        var display = Path.Combine(directory, Path.GetRelativePath(directory, path));
        var tree = new TreePath(root.Name, RelativeTo(root, path));
        var linkProblem = IsLink(attributes) ? DescribeLink(path) : null;
        return new TreeFile(tree, tree.Kind!.Value, display, size, linkProblem, () => ReadFile(path, size));
    }

    private static string DescribeLink(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true) is { Exists: true }
                ? "is a symbolic link: not read"
                : "is a symbolic link to nothing";
        }
        catch (IOException)
        {
            return "is a symbolic link to itself";
        }
    }

    /// <summary>What has no size is not opened: it could be a fifo, and opening it would wait for its writer.</summary>
    private static PooledBuffer ReadFile(string path, long size)
    {
        if (size == 0)
            return PooledBuffer.ReadAll(Stream.Null, 0, TreeFile.LargestFile);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return PooledBuffer.ReadAll(file, size + 1, TreeFile.LargestFile);
    }

    private static string RelativeTo(DirectoryInfo root, string path) => path[(root.FullName.Length + 1)..];

    private static bool IsLink(FileAttributes attributes) => attributes.HasFlag(FileAttributes.ReparsePoint);
}
