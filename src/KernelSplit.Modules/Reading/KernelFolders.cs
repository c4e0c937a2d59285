namespace KernelSplit.Modules.Reading;

/// <summary>Where a kernel's files lie in a folder that a user names: a root, or lib/modules/RELEASE in one.</summary>
internal static class KernelFolders
{
    private static readonly string[] ModuleParents = ["lib/modules", "usr/lib/modules"];

    // Of lib/modules/RELEASE and usr/lib/modules/RELEASE.
    private static readonly string[] RootsAbove = ["../../..", "../../../.."];

    /// <summary>lib/modules/RELEASE; the folder itself where it is one.</summary>
    public static IEnumerable<string> ReleaseFolders(string folder, string release)
    {
        var below = ModuleParents.Select(parent => Path.Combine(folder, parent, release)).Where(Directory.Exists).ToList();
        return below.Count > 0 ? below : Path.GetFileName(folder) == release ? [folder] : [];
    }

    /// <summary>The roots whose boot/ may have the kernel's image.</summary>
    public static IEnumerable<string> Roots(string folder, string release) =>
        Path.GetFileName(folder) == release
            ? RootsAbove.Select(root => Path.GetFullPath(Path.Combine(folder, root)))
            : [folder];

    /// <summary>Files beside lib/modules that may be the kernel's, with their path below the root.</summary>
    public static IEnumerable<(string Path, string Below)> BootFiles(string root, string release)
    {
        var boot = Path.Combine(root, "boot");
        var inBoot = Directory.Exists(boot) ? Directory.EnumerateFiles(boot, $"*-{release}") : [];
        return inBoot.Concat(Files(Path.Combine(root, "usr/lib", $"linux-image-{release}")))
            .Select(path => (path, Path.GetRelativePath(root, path)));
    }

    /// <summary>All files below a folder, sorted; links to folders aren't followed.</summary>
    public static IEnumerable<string> Files(string folder)
    {
        var options = new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint, RecurseSubdirectories = true };
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", options).Order(StringComparer.Ordinal) : [];
    }
}
