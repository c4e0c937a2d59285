namespace KernelSplit.Modules.Reading;

/// <summary>Locates a kernel's files in an input directory: a root, or lib/modules/RELEASE in one.</summary>
internal static class KernelDirectories
{
    private static readonly string[] ModuleParents = ["lib/modules", "usr/lib/modules"];

    // From lib/modules/RELEASE and usr/lib/modules/RELEASE.
    private static readonly string[] RootsAbove = ["../../..", "../../../.."];

    /// <summary>lib/modules/RELEASE, or the directory itself if it is one.</summary>
    public static IEnumerable<string> ReleaseDirectories(string directory, string release)
    {
        var found = ModuleParents
            .Select(parent => Path.Combine(directory, parent, release))
            .Where(Directory.Exists)
            .ToList();
        return found.Count > 0 ? found : Path.GetFileName(directory) == release ? [directory] : [];
    }

    /// <summary>The roots whose boot/ may contain the kernel image.</summary>
    public static IEnumerable<string> Roots(string directory, string release) =>
        Path.GetFileName(directory) == release
            ? RootsAbove.Select(root => Path.GetFullPath(Path.Combine(directory, root)))
            : [directory];

    /// <summary>
    /// Files outside of lib/modules that may belong to the kernel, with their path relative to the root.
    /// </summary>
    public static IEnumerable<(string Path, string Relative)> BootFiles(string root, string release)
    {
        var boot = Path.Combine(root, "boot");
        var inBoot = Directory.Exists(boot)
            ? BootNames.Endings(release).SelectMany(ending => Directory.EnumerateFiles(boot, $"*-{ending}")).Distinct()
            : [];
        return inBoot.Concat(Files(Path.Combine(root, "usr/lib", $"linux-image-{release}")))
            .Select(path => (path, Path.GetRelativePath(root, path)));
    }

    /// <summary>All files in a directory tree, sorted; links to directories aren't followed.</summary>
    public static IEnumerable<string> Files(string directory)
    {
        var options = new EnumerationOptions
        {
            AttributesToSkip = FileAttributes.ReparsePoint,
            RecurseSubdirectories = true,
        };
        return Directory.Exists(directory)
            ? Directory.EnumerateFiles(directory, "*", options).Order(StringComparer.Ordinal)
            : [];
    }
}
