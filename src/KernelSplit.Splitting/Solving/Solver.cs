using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Splitting.Solving;

/// <summary>
/// Places every module of a tree. From the strongest match of a rule to the weakest, a module gets the package that its
/// rule names, if all that it needs and all that need it still reach each other; those that don't get it go to the
/// nearest package below, else to the lowest of all. Then what no rule matches goes to the highest package that serves
/// its users, else to the default package. The order follows from the graph and the names alone, so the same tree and
/// map give the same plan whatever the order of files and lines.
/// </summary>
public sealed class Solver
{
    private readonly KernelFacts _kernel;
    private readonly ModuleTree _tree;
    private readonly PackageMap _map;
    private readonly PackageReach _reach;
    private readonly ModuleGraph _graph;
    private readonly CandidatePackages _candidates;
    private readonly IReadOnlyList<string> _usersFirst;
    private readonly Dictionary<string, RuleMatch> _matches = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _package = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Reason> _reason = new(StringComparer.Ordinal);

    private Solver(KernelFacts kernel, PackageMap map)
    {
        _kernel = kernel;
        _tree = kernel.Tree;
        _map = map;
        _reach = new PackageReach(map.Packages);
        _graph = kernel.Graph;
        _candidates = new CandidatePackages(_graph, _reach);
        _usersFirst = _graph.UsersFirst();
    }

    /// <exception cref="InvalidInputException">
    /// Modules depend on each other in a cycle, a pinned module can't stay, or two packages share modules but nothing
    /// that both require.
    /// </exception>
    public static Plan Solve(KernelFacts kernel, PackageMap map)
    {
        CheckSource(kernel, map);
        return new Solver(kernel, map).Solve();
    }

    private Plan Solve()
    {
        MatchRules();
        ResolveMatches();
        do
            PlaceHelpers();
        while (PlaceFollowers());
        foreach (var module in _usersFirst.Where(module => !_package.ContainsKey(module)))
            Place(module, _map.Default.Name, Reason.Default);

        var placements = _tree.Modules.Select(module => new Placement(
            module.Name, module.Path, module.InstalledSize, _package[module.Name], _reason[module.Name],
            module.Dependencies)
        {
            BuildId = module.BuildId,
            Digest = module.Digest.Length == 0 ? null : module.Digest,
        });
        return new Plan(
            _tree.Release, _map.Name, _map.Packages, [.. placements],
            [.. new RuleCheck(_kernel, _map, _matches).Run()])
        {
            Terms = PlanTerms.Of(_map, Architecture.OfKbuild(_tree.Architecture)),
            Image = _kernel.Files.Image?.File,
            Config = _kernel.Files.Config?.Digest,
        };
    }

    private static void CheckSource(KernelFacts kernel, PackageMap map)
    {
        var unanswerable = kernel.HasSource ? [] : map.Rules.Where(rule => rule.When.NeedsSource).ToList();
        if (unanswerable.Count > 0)
        {
            throw new InvalidInputException([.. unanswerable.Select(rule => Diagnostic.Error(
                rule.File, "`kconfig:` conditions need the kernel source (--source)", line: rule.Line))]);
        }
    }

    private void MatchRules()
    {
        foreach (var module in _tree.Modules)
        {
            foreach (var rule in _map.Rules)
            {
                if (rule.When.Test(module, _kernel) is not { } evidence)
                    continue;
                _matches.Add(module.Name, new RuleMatch(rule, evidence));
                break;
            }
        }
    }

    /// <summary>
    /// First all that can be in their rule's package, so that those which can't don't get in their way.
    /// </summary>
    private void ResolveMatches()
    {
        var losers = new List<(string Module, RuleMatch RuleMatch, Obstacle Obstacle)>();
        foreach (var (module, match) in StrongestFirst())
        {
            if (_candidates.Admits(module, match.Rule.To))
                Place(module, match.Rule.To, Reason.Of(match));
            else
                losers.Add((module, match, Obstacle.Find(module, match.Rule.To, _candidates, _reach, _package)));
        }

        CheckPins(losers);
        foreach (var (module, match, obstacle) in losers)
        {
            var package = _candidates.Highest(module, _reach.From(match.Rule.To))
                ?? _candidates.Lowest(module)
                ?? throw NoCommonPackage(module, obstacle);
            Place(module, package,
                Reason.Moved(obstacle.IsNeeded ? ReasonKind.Needs : ReasonKind.NeededBy, match, obstacle.Modules));
        }
    }

    private IEnumerable<KeyValuePair<string, RuleMatch>> StrongestFirst() => _matches
        .OrderByDescending(match => match.Value.Evidence.Strength)
        .ThenBy(match => match.Value.Rule.Number)
        .ThenBy(match => match.Key, StringComparer.Ordinal);

    private void CheckPins(IEnumerable<(string Module, RuleMatch RuleMatch, Obstacle Obstacle)> losers)
    {
        var broken = losers.Where(loser => loser.RuleMatch.Rule.IsPinned)
            .Select(loser =>
                new BrokenPin(loser.Module, loser.RuleMatch.Rule, loser.Obstacle, _graph, _package, _reason).Describe())
            .ToList();
        if (broken.Count > 0)
            throw new InvalidInputException(broken);
    }

    /// <summary>
    /// What no rule matches but placed modules need goes to the highest package that serves them all. Where it costs no
    /// module a dependency, modules with a soft dependency on it are served too.
    /// </summary>
    private void PlaceHelpers()
    {
        foreach (var module in _usersFirst.Where(module => !_package.ContainsKey(module)))
        {
            var users = _graph.DirectUsers(module).Where(_package.ContainsKey).ToList();
            var softUsers = _kernel.OptionalDependentsOf(module).Where(_package.ContainsKey).ToList();
            var forUsers = users.Count == 0 ? null
                : _candidates.Highest(module, _reach.All) ?? throw NoCommonPackage(module, new Obstacle(false, users));
            var inReach = softUsers.Aggregate(_reach.All, (common, user) => common & _reach.From(_package[user]));
            var forSoftUsers = softUsers.Count == 0 ? null : _candidates.Highest(module, inReach);
            if (forSoftUsers is not null && forSoftUsers != forUsers)
                PlaceFor(module, forSoftUsers, softUsers, ReasonKind.SoftDependencyOf);
            else if (forUsers is not null)
                PlaceFor(module, forUsers, users, ReasonKind.NeededBy);
        }
    }

    /// <summary>Users in the helper's own package say why it is there; else those that together push it down.</summary>
    private void PlaceFor(string helper, string package, List<string> users, ReasonKind kind)
    {
        var here = users.Where(user => _package[user] == package).ToList();
        Place(helper, package, Reason.Moved(kind, null, here.Count > 0 ? here : users));
    }

    /// <summary>
    /// What no rule matches and no placed module needs, but which needs modules out of the default package's reach,
    /// goes to them. Its own helpers follow, so that a family stays together.
    /// </summary>
    private bool PlaceFollowers()
    {
        var before = _package.Count;
        var wanted = _map.Default.Name;
        foreach (var module in _usersFirst.Reverse().Where(module => !_package.ContainsKey(module)))
        {
            if ((_candidates.Of(module) & _reach.Only(wanted)) != 0)
                continue;
            var obstacle = Obstacle.Find(module, wanted, _candidates, _reach, _package);
            Place(module, _candidates.Lowest(module) ?? throw NoCommonPackage(module, obstacle),
                Reason.Moved(ReasonKind.Needs, null, obstacle.Modules));
        }

        return _package.Count > before;
    }

    private void Place(string module, string package, Reason reason)
    {
        _package[module] = package;
        _reason[module] = reason;
        _candidates.Place(module, package);
    }

    private InvalidInputException NoCommonPackage(string module, Obstacle obstacle)
    {
        var others = string.Join(
            ", ", obstacle.Modules.Select(other => $"{other} ({_package.GetValueOrDefault(other, "not placed")})"));
        return new InvalidInputException(
            _map.Name,
            $"{module} {(obstacle.IsNeeded ? "needs" : "is needed by")} {others}, and no package is required by all "
                + "packages that need it",
            "Give them a common package to require, or move one of the modules by a rule");
    }
}
