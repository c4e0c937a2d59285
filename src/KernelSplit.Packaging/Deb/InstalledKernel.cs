using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Deb;

/// <summary>Which of a kernel's files go where in Debian packages.</summary>
/// <param name="plan">What goes where.</param>
/// <param name="root">The folder above lib/modules, as <see cref="Modules.KernelCopy"/> lays it.</param>
internal sealed class InstalledKernel(Plan plan, string root)
{
    private static readonly string[] BootFiles = ["vmlinuz", "System.map", "config"];

    // flash-kernel looks for them where Debian's own packages have them.
    private const string DeviceTrees = "dtb/";

    private readonly string _modules = Path.Combine(root, "lib", "modules", plan.Release);

    /// <summary>modules.order and the like: what kbuild left at the top of the modules' folder.</summary>
    public IReadOnlyList<string> Listings => [.. OtherFiles.Of(plan, _modules).Where(path => !path.Contains('/') && !BootFiles.Contains(path)).Order(StringComparer.Ordinal)];

    /// <summary>The files of a package by their installed paths, which are relative.</summary>
    public IReadOnlyDictionary<string, string> FilesOf(string package) => plan.In(package).Select(placement => placement.Path)
        .Concat(package == plan.Base.Name ? OtherFiles.Of(plan, _modules) : [])
        .ToDictionary(Installed, path => Path.Combine(_modules, path), StringComparer.Ordinal);

    private string Installed(string path) =>
        BootFiles.Contains(path) ? $"boot/{path}-{plan.Release}"
        : path.StartsWith(DeviceTrees, StringComparison.Ordinal) ? $"usr/lib/linux-image-{plan.Release}/{path[DeviceTrees.Length..]}"
        : $"lib/modules/{plan.Release}/{path}";
}
