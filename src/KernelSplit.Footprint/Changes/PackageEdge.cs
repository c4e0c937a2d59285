using KernelSplit.Footprint.Snapshots;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Footprint.Changes;

/// <summary>Modules of one package need modules of another.</summary>
/// <param name="From">The package of the users.</param>
/// <param name="To">The package of what they need.</param>
/// <param name="Modules">Pairs, as <c>user -> dependency</c>, sorted.</param>
/// <param name="IsRequired">Whether the package requires the other, directly or not.</param>
public sealed record PackageEdge(string From, string To, IReadOnlyList<string> Modules, bool IsRequired)
{
    /// <summary>Edges that the old release had none of.</summary>
    internal static IEnumerable<PackageEdge> New(Snapshot old, Snapshot now)
    {
        var before = Of(old).Select(pair => (pair.From, pair.To)).ToHashSet();
        var reach = new PackageReach(now.Packages);
        return Of(now).Where(pair => !before.Contains((pair.From, pair.To)))
            .GroupBy(pair => (pair.From, pair.To))
            .Select(edge => new PackageEdge(
                edge.Key.From, edge.Key.To, [.. edge.Select(pair => pair.Modules).Order(StringComparer.Ordinal)], reach.Serves(edge.Key.From, edge.Key.To)))
            .OrderBy(edge => edge.From, StringComparer.Ordinal).ThenBy(edge => edge.To, StringComparer.Ordinal);
    }

    private static IEnumerable<(string From, string To, string Modules)> Of(Snapshot kernel)
    {
        var packageOf = kernel.Plan.PackageOfModules();
        return
            from module in kernel.Modules
            from dependency in module.Dependencies
            where packageOf.TryGetValue(dependency, out var package) && package != module.Package
            select (module.Package, packageOf[dependency], $"{module.Name} -> {dependency}");
    }
}
