using KernelSplit.Footprint.Snapshots;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Footprint.Changes;

/// <summary>A dependency of modules in one package on modules in another.</summary>
/// <param name="From">The package of the dependent modules.</param>
/// <param name="To">The package of their dependencies.</param>
/// <param name="Modules">Pairs, as <c>user -> dependency</c>, sorted.</param>
/// <param name="IsRequired">Whether the package requires the other, directly or indirectly.</param>
public sealed record PackageEdge(string From, string To, IReadOnlyList<string> Modules, bool IsRequired)
{
    /// <summary>Dependencies between packages that the old release didn't have.</summary>
    internal static IEnumerable<PackageEdge> New(Snapshot old, Snapshot now)
    {
        var (before, after) = (Of(old), Of(now));
        var reach = new PackageReach(now.Packages);
        return after.Where(edge => !before.ContainsKey(edge.Key))
            .Select(edge =>
                new PackageEdge(
                    edge.Key.From, edge.Key.To, [.. edge.Value.Order(StringComparer.Ordinal)],
                    reach.Serves(edge.Key.From, edge.Key.To)))
            .OrderBy(edge => edge.From, StringComparer.Ordinal).ThenBy(edge => edge.To, StringComparer.Ordinal);
    }

    private static Dictionary<Ends, List<string>> Of(Snapshot kernel)
    {
        var packageOf = kernel.Modules.ToDictionary(
            module => module.Name, module => module.Package, StringComparer.Ordinal);
        var edges = new Dictionary<Ends, List<string>>();
        foreach (var module in kernel.Modules)
        {
            foreach (var dependency in module.Dependencies)
            {
                if (!packageOf.TryGetValue(dependency, out var package) || package == module.Package)
                    continue;
                var ends = new Ends(module.Package, package);
                if (!edges.TryGetValue(ends, out var pairs))
                    edges[ends] = pairs = [];
                pairs.Add($"{module.Name} -> {dependency}");
            }
        }

        return edges;
    }

    private sealed record Ends(string From, string To);
}
