using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Splitting.Solving;

/// <summary>
/// Places every module of a tree. From the strongest match of a rule to the weakest, a module gets the package that its
/// rule names, if everything else can still be placed; those that don't get it go to the nearest package below, else to
/// the lowest of all. Then what no rule matches goes to the highest package that serves its users, else to the default
/// package. The plan follows from the graph, the map and the rules' matches: neither names nor the order of files and
/// lines have a part in it.
/// </summary>
public sealed class Solver
{
    private readonly KernelFacts _kernel;
    private readonly PackageMap _map;
    private readonly PackageReach _reach;
    private readonly NumberedModules _modules;
    private readonly CandidatePackages _candidates;
    private readonly RuleMatch?[] _matches;
    private readonly string?[] _package;
    private readonly Reason?[] _reason;

    /// <summary>How much a module's match says; of a helper, the match of its strongest user.</summary>
    private readonly int[] _ranks;

    private readonly Lookalikes _lookalikes;

    private Solver(KernelFacts kernel, PackageMap map)
    {
        _kernel = kernel;
        _map = map;
        _reach = new PackageReach(map.Packages);
        _modules = new NumberedModules(kernel);
        _candidates = new CandidatePackages(_modules, _reach, map.Name);
        _package = new string?[_modules.Count];
        _reason = new Reason?[_modules.Count];
        _matches = [.. kernel.Tree.Modules.Select(Match)];
        _ranks = Array.ConvertAll(_matches, RankOf);
        _lookalikes = new Lookalikes(_modules, _ranks);
    }

    /// <exception cref="InvalidInputException">
    /// Modules depend on each other in a cycle, or a pinned module can't stay.
    /// </exception>
    public static Plan Solve(KernelFacts kernel, PackageMap map)
    {
        CheckSource(kernel, map);
        return new Solver(kernel, map).Solve();
    }

    private Plan Solve()
    {
        PlaceMatched();
        do
            PlaceHelpers();
        while (PlaceFollowers());
        Record([.. Unplaced()], _map.Default.Name, _ => Reason.Default);

        var placements = _kernel.Tree.Modules.Select((module, number) => new Placement(
            module.Name, module.Path, module.InstalledSize, _package[number]!, _reason[number]!, module.Dependencies)
        {
            BuildId = module.BuildId,
            Digest = module.Digest.Length == 0 ? null : module.Digest,
        });
        return new Plan(
            _kernel.Tree.Release, _map.Name, _map.Packages, [.. placements],
            [.. new RuleCheck(_kernel, _map, _matches).Run()])
        {
            Terms = PlanTerms.Of(_map, Architecture.OfKbuild(_kernel.Tree.Architecture)),
            Image = _kernel.Files.Image?.File,
            Config = _kernel.Files.Config?.Digest,
        };
    }

    private static void CheckSource(KernelFacts kernel, PackageMap map)
    {
        var unanswerable = kernel.Makefiles is not null ? [] : map.Rules.Where(rule => rule.When.NeedsSource).ToList();
        if (unanswerable.Count > 0)
        {
            throw new InvalidInputException([.. unanswerable.Select(rule => Diagnostic.Error(
                rule.File, "`kconfig:` conditions need the kernel source (--source)", line: rule.Line))]);
        }
    }

    private RuleMatch? Match(KernelModule module)
    {
        foreach (var rule in _map.Rules)
        {
            if (rule.When.Test(module, _kernel) is { } evidence)
                return new RuleMatch(rule, evidence);
        }

        return null;
    }

    /// <summary>The same for equal matches; the smallest for the strongest.</summary>
    private int RankOf(RuleMatch? match) => match is null
        ? int.MaxValue
        : (-(int)match.Evidence.Strength * (_map.Rules.Count + 1)) + match.Rule.Number;

    /// <summary>
    /// First all that can be in their rule's package, so that those which can't don't get in their way.
    /// </summary>
    private void PlaceMatched()
    {
        var losers = new List<Loser[]>();
        var matched = Enumerable.Range(0, _modules.Count).Where(module => _matches[module] is not null);
        foreach (var equals in matched.GroupBy(module => _ranks[module]).OrderBy(group => group.Key))
        {
            var package = _matches[equals.First()]!.Rule.To;
            foreach (var group in _lookalikes.Groups(equals))
            {
                if (_candidates.TryPlace(group, package))
                    Record(group, package, module => Reason.Of(_matches[module]!));
                else
                    losers.Add(Array.ConvertAll(
                        group, module => new Loser(module, _matches[module]!, ObstacleTo(module, package))));
            }
        }

        CheckPins(losers.SelectMany(group => group));
        foreach (var group in losers)
            PlaceNear(group);
    }

    private void CheckPins(IEnumerable<Loser> losers)
    {
        var broken = losers.Where(loser => loser.Match.Rule.IsPinned)
            .Select(loser => new BrokenPin(
                loser.Module, loser.Match.Rule, loser.Obstacle, _modules, _reach, _package, _reason).Describe())
            .ToList();
        if (broken.Count > 0)
            throw new InvalidInputException(broken);
    }

    private void PlaceNear(Loser[] losers)
    {
        var below = _reach.From(losers[0].Match.Rule.To);
        var reasons = losers.ToDictionary(loser => loser.Module, loser => Reason.Moved(
            loser.Obstacle.IsNeeded ? ReasonKind.Needs : ReasonKind.NeededBy, loser.Match,
            _modules.NamesOf(loser.Obstacle.Modules)));
        Place(
            [.. reasons.Keys],
            candidates => _reach.HighestFirst(candidates & below).Concat(_reach.LowestFirst(candidates)),
            (module, _) => reasons[module]);
    }

    /// <summary>
    /// What no rule matches but placed modules need goes to the highest package that serves them all, and those that
    /// will be in the default package. Where it costs no module a dependency, modules with a soft dependency on it are
    /// served too.
    /// </summary>
    private void PlaceHelpers()
    {
        var queue = new HelperQueue(_modules, _package);
        while (queue.Next() is { Count: > 0 } next)
        {
            // Those that are next must not serve each other: which one comes first would make a difference.
            var helpers = next.ToDictionary(module => module, module => new Helper(
                Placed(_modules.Users[module]), Placed(_modules.SoftUsers[module])));
            foreach (var (module, helper) in helpers)
                _ranks[module] = helper.Users.Concat(helper.SoftUsers).Min(user => _ranks[user]);
            foreach (var group in _lookalikes.Groups(next).OrderBy(group => _ranks[group[0]]))
            {
                if (!TryPlaceBesideSoftUsers(group, helpers) && helpers[group[0]].Users.Count > 0)
                    Place(group, candidates => ForHelpers(group, candidates), (module, package) =>
                        ReasonOf(ReasonKind.NeededBy, helpers[module].Users, package));
            }

            foreach (var module in next.Where(module => _package[module] is null))
                queue.Refuse(module);
        }
    }

    /// <summary>
    /// The highest package first; those above the default one last, where a module that can be in the default one
    /// would follow the helper.
    /// </summary>
    private IEnumerable<string> ForHelpers(IReadOnlyList<int> group, ulong candidates)
    {
        var byDefault = _reach.Only(_map.Default.Name);
        var isForDefault = group.SelectMany(module => _modules.Users[module])
            .Any(user => _package[user] is null && (_candidates.Of(user) & byDefault) != 0);
        var above = isForDefault ? _reach.To(_map.Default.Name) & ~byDefault : 0;
        return _reach.HighestFirst(candidates & ~above).Concat(_reach.HighestFirst(candidates & above));
    }

    private bool TryPlaceBesideSoftUsers(int[] group, Dictionary<int, Helper> helpers)
    {
        var softUsers = group.SelectMany(module => helpers[module].SoftUsers).ToList();
        if (softUsers.Count == 0)
            return false;
        var candidates = CandidatesOf(group);
        var inReach = softUsers.Aggregate(candidates, (common, user) => common & _reach.From(_package[user]!));
        if (ForHelpers(group, inReach).FirstOrDefault(beside => _candidates.Admits(group, beside)) is not { } package)
            return false;
        var isForUsers = helpers[group[0]].Users.Count > 0
            && package == ForHelpers(group, candidates).First(forUsers => _candidates.Admits(group, forUsers));
        _candidates.TryPlace(group, package);
        Record(group, package, module => isForUsers
            ? ReasonOf(ReasonKind.NeededBy, helpers[module].Users, package)
            : ReasonOf(ReasonKind.SoftDependencyOf, helpers[module].SoftUsers, package));
        return true;
    }

    /// <summary>Users in the helper's own package say why it is there; else those that together push it down.</summary>
    private Reason ReasonOf(ReasonKind kind, IReadOnlyList<int> users, string package)
    {
        var here = users.Where(user => _package[user] == package).ToList();
        return Reason.Moved(kind, null, _modules.NamesOf(here.Count > 0 ? here : users));
    }

    /// <summary>
    /// What no rule matches and no placed module needs, but which needs modules out of the default package's reach,
    /// goes to them. Its own helpers follow, so that a family stays together.
    /// </summary>
    private bool PlaceFollowers()
    {
        var wanted = _map.Default.Name;
        var followers = Unplaced().Where(NeedsMore).ToList();
        if (followers.Count == 0)
            followers = [.. Unplaced().Where(module => (_candidates.Of(module) & _reach.Only(wanted)) == 0)];
        foreach (var group in _lookalikes.Groups(followers).Reverse())
        {
            var obstacles = group.ToDictionary(module => module, module => ObstacleTo(module, wanted));
            Place(group, _reach.LowestFirst, (module, _) =>
                Reason.Moved(ReasonKind.Needs, null, _modules.NamesOf(obstacles[module].Modules)));
        }

        return followers.Count > 0;

        bool NeedsMore(int module) => Array.Exists(
            _modules.AllNeeds(module), other => _package[other] is { } there && !_reach.Serves(wanted, there));
    }

    private IEnumerable<int> Unplaced() =>
        Enumerable.Range(0, _modules.Count).Where(module => _package[module] is null);

    private IReadOnlyList<int> Placed(int[] users) => [.. users.Where(user => _package[user] is not null)];

    private Obstacle ObstacleTo(int module, string package) =>
        Obstacle.Find(module, package, _modules, _candidates, _reach, _package);

    private ulong CandidatesOf(IReadOnlyList<int> group) =>
        group.Aggregate(_reach.All, (common, module) => common & _candidates.Of(module));

    /// <summary>
    /// Places a group in the first package that has room for all of it. Only where the modules can't be in one package
    /// at all, each is placed on its own.
    /// </summary>
    private void Place(
        IReadOnlyList<int> group, Func<ulong, IEnumerable<string>> packages, Func<int, string, Reason> reason)
    {
        var package = packages(CandidatesOf(group)).FirstOrDefault(package => _candidates.TryPlace(group, package));
        if (package is not null)
            Record(group, package, module => reason(module, package));
        else if (group.Count > 1)
            group.ToList().ForEach(module => Place([module], packages, reason));
        else
            throw new InvalidOperationException($"{_modules.Names[group[0]]} has no package, though it had one before");
    }

    private void Record(IReadOnlyList<int> group, string package, Func<int, Reason> reason)
    {
        foreach (var module in group)
            (_package[module], _reason[module]) = (package, reason(module));
    }

    private sealed record Loser(int Module, RuleMatch Match, Obstacle Obstacle);

    /// <summary>The placed modules that a helper serves.</summary>
    private sealed record Helper(IReadOnlyList<int> Users, IReadOnlyList<int> SoftUsers);
}
