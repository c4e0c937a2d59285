using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Deb;

/// <summary>Maps a kernel's files to their paths in Debian packages.</summary>
/// <param name="plan">The placement of the modules.</param>
/// <param name="root">The directory above lib/modules, as written by <see cref="Modules.KernelCopy"/>.</param>
/// <param name="inUsr">Whether its modules belong below /usr, as Debian 13 and later have them.</param>
internal sealed class InstalledKernel(Plan plan, string root, bool inUsr)
{
    private static readonly string[] BootFiles = ["vmlinuz", "System.map", "config"];

    private readonly string _modules = Path.Combine(root, "lib", "modules", plan.Release);

    /// <summary>modules.order and similar files: what kbuild installs at the top of lib/modules/RELEASE.</summary>
    public IReadOnlyList<string> Listings =>
    [
        .. UnplannedFiles.Of(plan, plan.Base.Name, _modules)
            .Where(path => !path.Contains('/') && !BootFiles.Contains(path))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The files of a package by their installed paths, relative to /.</summary>
    public IReadOnlyDictionary<string, string> FilesOf(string package) =>
        plan.In(package).Select(placement => placement.Path)
        .Concat(UnplannedFiles.Of(plan, package, _modules))
        .ToDictionary(Installed, path => Path.Combine(_modules, path), StringComparer.Ordinal);

    private string Installed(string path) =>
        BootFiles.Contains(path) ? $"boot/{path}-{plan.Release}"
        // flash-kernel expects them where Debian's own packages install them.
        : path.StartsWith(UnplannedFiles.DeviceTrees, StringComparison.Ordinal)
            ? $"usr/lib/linux-image-{plan.Release}/{path[UnplannedFiles.DeviceTrees.Length..]}"
        : $"{(inUsr ? "usr/" : "")}lib/modules/{plan.Release}/{path}";
}
