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
        var (before, after) = (Of(old), Of(now));
        var reach = new PackageReach(now.Packages);
        return after.Where(edge => !before.ContainsKey(edge.Key))
            .Select(edge => new PackageEdge(edge.Key.From, edge.Key.To, [.. edge.Value.Order(StringComparer.Ordinal)], reach.Serves(edge.Key.From, edge.Key.To)))
            .OrderBy(edge => edge.From, StringComparer.Ordinal).ThenBy(edge => edge.To, StringComparer.Ordinal);
    }

    private static Dictionary<Ends, List<string>> Of(Snapshot kernel)
    {
        var packageOf = kernel.Modules.ToDictionary(module => module.Name, module => module.Package, StringComparer.Ordinal);
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
