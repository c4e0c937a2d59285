using KernelSplit.Splitting.Solving;

namespace KernelSplit.Footprint;

/// <summary>What one package costs.</summary>
/// <param name="Package">Its name.</param>
/// <param name="Modules">How many modules it holds.</param>
/// <param name="InstalledSize">Bytes on disk.</param>
/// <param name="DownloadSize">Bytes to transfer; null while that isn't known.</param>
public sealed record PackageFootprint(string Package, int Modules, long InstalledSize, long? DownloadSize)
{
    /// <summary>
    /// The footprint of a plan's modules alone, before any package is built. Modules that are stored compressed cost
    /// as much to transfer; what plain ones will cost, only the package shows.
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
