using KernelSplit.Splitting.Solving;

namespace KernelSplit.Footprint;

/// <summary>The size of one package.</summary>
/// <param name="Package">Its name.</param>
/// <param name="Modules">How many modules it contains.</param>
/// <param name="InstalledSize">Bytes on disk.</param>
/// <param name="DownloadSize">Bytes to download; null if unknown.</param>
public sealed record PackageFootprint(string Package, int Modules, long InstalledSize, long? DownloadSize)
{
    /// <summary>
    /// The footprint of a plan's modules alone, before any package is built. Compressed modules have the same download
    /// size; for uncompressed ones it is only known once the package is built.
    /// </summary>
    public static IReadOnlyList<PackageFootprint> Of(Plan plan) =>
    [
        .. plan.Packages.Select(package =>
        {
            var modules = plan.In(package.Name).ToList();
            var size = modules.Sum(module => module.Size);
            var compressed = modules.All(module => !module.Path.EndsWith(".ko", StringComparison.Ordinal));
            return new PackageFootprint(package.Name, modules.Count, size, compressed ? size : null);
        }),
    ];

    /// <summary>All packages together.</summary>
    public static PackageFootprint Total(string name, IReadOnlyCollection<PackageFootprint> packages) => new(
        name,
        packages.Sum(package => package.Modules),
        packages.Sum(package => package.InstalledSize),
        packages.Any(package => package.DownloadSize is null) ? null : packages.Sum(package => package.DownloadSize));
}
