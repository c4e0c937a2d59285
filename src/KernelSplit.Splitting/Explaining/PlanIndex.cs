using KernelSplit.Modules;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Splitting.Explaining;

/// <summary>A plan indexed by module: which modules need which, and what holds one in its package.</summary>
public sealed class PlanIndex
{
    private readonly Dictionary<string, Placement> _placements;
    private readonly ILookup<string, Placement> _users;

    public PlanIndex(Plan plan)
    {
        Plan = plan;
        _placements = plan.Placements.ToDictionary(placement => placement.Module, StringComparer.Ordinal);
        _users = plan.Placements
            .SelectMany(user => user.Dependencies, (user, dependency) => (user, dependency))
            .ToLookup(pair => pair.dependency, pair => pair.user, StringComparer.Ordinal);
    }

    public Plan Plan { get; }

    /// <param name="module">With <c>-</c> or <c>_</c>.</param>
    public Placement? Find(string module) => _placements.GetValueOrDefault(ModulePath.NormalizeName(module));

    /// <summary>The modules that can't be loaded without it, direct ones, sorted by name.</summary>
    public IEnumerable<Placement> Users(string module) => _users[module];

    /// <summary>The modules that it can't be loaded without, direct ones, sorted by name.</summary>
    public IEnumerable<Placement> Dependencies(Placement placement) =>
        placement.Dependencies.Select(Find).OfType<Placement>();

    /// <summary>
    /// The modules that hold it where it is: those of its package that the plan names; where none is, those of other
    /// packages, the users that the plan doesn't name behind them.
    /// </summary>
    public IReadOnlyList<Placement> Holders(Placement placement)
    {
        var all = placement.Reason.Modules.Select(Find).OfType<Placement>().ToList();
        var here = all.Where(holder => holder.Package == placement.Package).ToList();
        if (here.Count > 0)
            return here;
        return placement.Reason.Kind == ReasonKind.NeededBy
            ? [.. all.Union(Users(placement.Module).Where(user => user.Package != placement.Package))]
            : all;
    }

    /// <summary>
    /// Follows those that hold a module, and those that hold these, within its package: as far as a rule, the default,
    /// or modules of several packages.
    /// </summary>
    public Chain ChainOf(Placement placement)
    {
        var links = new List<DependencyLink>();
        var told = new HashSet<string>(StringComparer.Ordinal) { placement.Module };
        // A soft dependency is no hard one: it ends the chain too.
        while (placement.Reason.Kind != ReasonKind.SoftDependencyOf
            && Holders(placement).Where(holder => holder.Package == placement.Package).OrderBy(IsMoved).FirstOrDefault()
                is { } next
            && told.Add(next.Module))
        {
            links.AddRange(
                placement.Reason.Kind == ReasonKind.Needs ? PathBetween(placement, next)
                : PathBetween(next, placement).Reverse());
            placement = next;
        }

        return new Chain(links, placement);
    }

    // A rule ends the chain.
    private static bool IsMoved(Placement placement) => placement.Reason.Kind != ReasonKind.Rule;

    /// <summary>The fewest dependencies that lead from a module to one that it needs, from the user's end.</summary>
    private IEnumerable<DependencyLink> PathBetween(Placement user, Placement dependency)
    {
        var cameFrom = new Dictionary<string, string>(StringComparer.Ordinal) { [user.Module] = "" };
        var open = new Queue<Placement>([user]);
        while (open.TryDequeue(out var module) && module.Module != dependency.Module)
        {
            foreach (var next in Dependencies(module).Where(next => cameFrom.TryAdd(next.Module, module.Module)))
                open.Enqueue(next);
        }

        var path = new List<DependencyLink>();
        for (var at = dependency.Module; cameFrom.GetValueOrDefault(at) is { Length: > 0 } from; at = from)
            path.Insert(0, new DependencyLink(from, at));
        return path;
    }
}
