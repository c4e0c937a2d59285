using KernelSplit.Diagnostics;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Splitting.Solving;

/// <summary>
/// Places every module of a tree. Rules claim modules; a claim gives way to a stronger one that a hard dependency
/// brings it in conflict with; what no rule claims follows its users, else its dependencies, else goes to the default
/// package. Every step walks the modules in an order that follows from the graph and the names alone, so the same tree
/// and map give the same plan whatever the order of files and lines.
/// </summary>
public sealed class Solver
{
    private readonly KernelFacts _kernel;
    private readonly ModuleTree _tree;
    private readonly PackageMap _map;
    private readonly PackageReach _reach;
    private readonly ModuleGraph _graph;
    private readonly IReadOnlyList<string> _usersFirst;
    private readonly Dictionary<string, Claim> _claims = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _package = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Reason> _reason = new(StringComparer.Ordinal);

    private Solver(KernelFacts kernel, PackageMap map)
    {
        _kernel = kernel;
        _tree = kernel.Tree;
        _map = map;
        _reach = new PackageReach(map.Packages);
        _graph = kernel.Graph;
        _usersFirst = _graph.UsersFirst();
    }

    /// <exception cref="InvalidInputException">
    /// Modules depend on each other in a circle, or two packages share modules but nothing that both require.
    /// </exception>
    public static Plan Solve(KernelFacts kernel, PackageMap map)
    {
        CheckSource(kernel, map);
        return new Solver(kernel, map).Solve();
    }

    private Plan Solve()
    {
        ClaimByRules();
        FollowStrongerDependencies();
        SinkUnderUsers(_claims.ContainsKey);
        PlaceHelpers();
        PlaceTheRest();
        SinkUnderUsers(_ => true);

        var placements = _tree.Modules.Select(module => new Placement(
            module.Name, module.Path, module.InstalledSize, _package[module.Name], _reason[module.Name], module.Dependencies));
        return new Plan(_tree.Release, _map.Name, _map.Packages, [.. placements], [.. new RuleCheck(_kernel, _map, _claims).Run()]);
    }

    private static void CheckSource(KernelFacts kernel, PackageMap map)
    {
        var unanswerable = kernel.HasSource ? [] : map.Rules.Where(rule => rule.When.NeedsSource).ToList();
        if (unanswerable.Count > 0)
        {
            throw new InvalidInputException([.. unanswerable.Select(rule => Diagnostic.Error(
                rule.File, "which Kconfig symbol builds a module, only the kernel's source tells", "Name it with --source", rule.Line))]);
        }
    }

    private void ClaimByRules()
    {
        foreach (var module in _tree.Modules)
        {
            foreach (var rule in _map.Rules)
            {
                if (rule.When.Test(module, _kernel) is not { } evidence)
                    continue;
                var claim = new Claim(rule, evidence);
                _claims.Add(module.Name, claim);
                Place(module.Name, rule.To, Reason.Of(claim));
                break;
            }
        }
    }

    /// <summary>A claimed module whose dependency is claimed more strongly for a package out of reach moves to it.</summary>
    private void FollowStrongerDependencies()
    {
        foreach (var user in _usersFirst.Reverse().Where(_claims.ContainsKey))
        {
            var stronger = _graph.Closure(user).Where(d => _claims.TryGetValue(d, out var claim) && claim.Beats(_claims[user])).ToList();
            var outOfReach = stronger.Where(d => !_reach.Serves(_package[user], _package[d])).ToList();
            if (outOfReach.Count == 0)
                continue;
            if (_reach.NearestAbove([.. stronger.Select(d => _package[d]).Distinct()]) is { } package)
                Place(user, package, Reason.Moved(ReasonKind.Needs, _claims[user], outOfReach));
        }
    }

    /// <summary>
    /// A dependency out of its user's reach sinks to the nearest package that both reach. Users come first, so a module
    /// is final when its own dependencies' turn comes; sinking never takes it out of an earlier user's reach.
    /// </summary>
    private void SinkUnderUsers(Func<string, bool> taken)
    {
        foreach (var user in _usersFirst.Where(taken))
        {
            foreach (var dependency in _graph.Closure(user).Where(taken))
            {
                if (_reach.Serves(_package[user], _package[dependency]))
                    continue;
                var package = _reach.NearestBelow([_package[user], _package[dependency]])
                    ?? throw NoCommonPackage(user, dependency);
                Place(dependency, package, Reason.Moved(ReasonKind.NeededBy, _claims.GetValueOrDefault(dependency), [user]));
            }
        }
    }

    /// <summary>What no rule claims but claimed modules need goes to the most specific package that serves them all.</summary>
    private void PlaceHelpers()
    {
        var users = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var user in _usersFirst.Where(_claims.ContainsKey))
        {
            foreach (var helper in _graph.Closure(user).Where(d => !_claims.ContainsKey(d)))
            {
                if (!users.TryGetValue(helper, out var list))
                    users[helper] = list = [];
                list.Add(user);
            }
        }

        foreach (var (helper, claimed) in users)
        {
            var package = _reach.NearestBelow([.. claimed.Select(user => _package[user]).Distinct()])
                ?? throw NoCommonPackage(claimed[0], helper);
            // Users in the helper's own package say why it is there; else those that together push it down.
            var here = claimed.Where(user => _package[user] == package).ToList();
            Place(helper, package, Reason.Moved(ReasonKind.NeededBy, null, here.Count > 0 ? here : claimed));
        }
    }

    /// <summary>
    /// Modules that neither a rule nor a claimed user ties down. They start in the default package and move at most
    /// once, to what they depend on or to what depends on them, so that a family stays together instead of sinking to a
    /// package that every guest carries.
    /// </summary>
    private void PlaceTheRest()
    {
        var free = _usersFirst.Where(module => !_package.ContainsKey(module)).ToHashSet(StringComparer.Ordinal);
        foreach (var module in free)
            Place(module, _map.Default.Name, Reason.Default);

        int before;
        do
        {
            before = free.Count;
            foreach (var module in _usersFirst.Reverse().Where(free.Contains))
                FollowDependencies(module, free);
            foreach (var module in _usersFirst.Where(free.Contains))
                FollowUsers(module, free);
        }
        while (free.Count < before);
    }

    private void FollowDependencies(string module, HashSet<string> free)
    {
        var settled = _graph.Closure(module).Where(d => !free.Contains(d)).ToList();
        var outOfReach = settled.Where(d => !_reach.Serves(_package[module], _package[d])).ToList();
        if (outOfReach.Count == 0 || _reach.NearestAbove([.. settled.Select(d => _package[d]).Distinct()]) is not { } package)
            return;
        Place(module, package, Reason.Moved(ReasonKind.Needs, null, outOfReach));
        free.Remove(module);
    }

    private void FollowUsers(string module, HashSet<string> free)
    {
        var user = _graph.DirectUsers(module).FirstOrDefault(u => !_reach.Serves(_package[u], _package[module]));
        if (user is null)
            return;
        Place(module, _package[user], Reason.Moved(ReasonKind.NeededBy, null, [user]));
        free.Remove(module);
    }

    private void Place(string module, string package, Reason reason)
    {
        _package[module] = package;
        _reason[module] = reason;
    }

    private InvalidInputException NoCommonPackage(string user, string dependency) => new(
        _map.Name,
        $"{user} ({_package[user]}) needs {dependency}, and no package is required by all packages that need it",
        "Give them a common package to require, or move one of the modules by a rule");
}
