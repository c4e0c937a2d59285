using KernelSplit.Kconfig.Merging;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>
/// Finds a fix for each of several requested values, so that all fixes together can be added: no two contradict each
/// other, and none undoes what another one is for.
/// </summary>
/// <param name="situation">The complete configuration.</param>
/// <param name="trial">Evaluates settings.</param>
/// <param name="progress">Gets how many values of how many are done; null if nobody waits.</param>
internal sealed class JointFixes(Situation situation, FixTrial trial, Action<int, int>? progress)
{
    private const int MaxTries = 400;
    private const int MaxTriesForAll = 2000;
    private const int MaxRounds = 8;
    private const int Batches = 16;

    private readonly Dictionary<Symbol, string> _proposed = [];
    private readonly Dictionary<Assignment, Proposal> _proposals = [];
    private readonly List<Assignment> _accepted = [];
    private readonly HashSet<Symbol> _avoided = [];
    private bool _usesModules;

    /// <summary>The fixes, one for each verdict, in the same order.</summary>
    public IReadOnlyList<Fix> Find(IReadOnlyList<Verdict> verdicts)
    {
        // Where one line needs a symbol as y and another one as m, both get y.
        _usesModules = verdicts.Any(IsModule);
        foreach (var some in verdicts.OrderBy(IsModule).Chunk(1 + (verdicts.Count / Batches)))
        {
            var ways = WaysFrom(situation, [], _avoided);
            var goals = some.Select(verdict => GoalOf(ways, verdict.Requested)).ToList();
            ways.Find();
            foreach (var (verdict, goal) in some.Zip(goals))
            {
                var proposal = Propose(verdict, goal, verdicts.Count);
                _proposals[verdict.Requested] = proposal;
                Take(proposal.Settings);
                progress?.Invoke(_proposals.Count, verdicts.Count);
            }

            Reconcile([.. some.Select(verdict => verdict.Requested)]);
        }

        var turnedOff = TurnedOff();
        return [.. verdicts.Select(verdict => ToFix(_proposals[verdict.Requested], turnedOff))];
    }

    /// <summary>What all proposals together turn off, and no fragment requests.</summary>
    private List<Symbol> TurnedOff()
    {
        if (_accepted.Count == 0)
            return [];
        var after = Together(_accepted).After;
        return
        [
            .. situation.Configuration.Tree.Symbols.Where(symbol => symbol.Type.IsLogical() && symbol.ChoiceNode is null
                && !symbol.IsConstant && Situation.HasPrompt(symbol) && !_proposed.ContainsKey(symbol)
                && after.Value(symbol) == Tristate.No && situation.Value(symbol) != Tristate.No),
        ];
    }

    private Fix ToFix(Proposal proposal, List<Symbol> turnedOff)
    {
        var settings = proposal.Settings.Select(setting => setting with
        {
            Value = _proposed.GetValueOrDefault(setting.Symbol, setting.Value),
        }).ToList();
        var after = turnedOff.Count > 0 && settings.Count > 0 ? trial.Quick(settings) : situation;
        return new Fix([.. settings.Select(setting => setting.ToConfigLine())], proposal.Obstacle)
        {
            IsImpossible = proposal.IsProven,
            Replaced =
            [
                .. settings.Select(setting => situation.Requests.Find(setting.Symbol.Name!))
                    .OfType<Assignment>().Where(request => situation.TakenRequest(SymbolOf(request)) is null),
            ],
            TurnsOff =
            [
                .. turnedOff.Where(symbol => after.Value(symbol) < situation.Value(symbol))
                    .Select(symbol => new Setting(symbol, situation.Written(symbol)!).ToConfigLine()),
            ],
        };
    }

    private static bool IsModule(Verdict verdict) => verdict.Requested.Value == "m";

    private Symbol SymbolOf(Assignment request) => situation.Configuration.Tree.Find(request.Symbol)!;

    private Ways.Goal GoalOf(Ways ways, Assignment request) => ways.GoalOf(SymbolOf(request), request.Value);

    private Proposal Propose(Verdict verdict, Ways.Goal goal, int count)
    {
        var request = verdict.Requested;
        if (situation.Grants(request))
            return new Proposal([], null, false);
        if (!goal.IsReachable)
            return new Proposal([], Hopeless(verdict) ?? "every way ends at what can't be set", IsProven: true);
        var followed = Follow(goal, request);
        var search = new FixSearch(situation, trial, _proposed);
        if (followed is not null && count <= Batches)
            followed = [.. search.WithoutNeedless(followed, request)];
        if (followed is { Count: 1 } || (followed is not null && goal.Cost < Ways.OneSetting))
            return new Proposal(followed, null, false);
        var tries = Math.Min(MaxTries, MaxTriesForAll / count);
        // Of a few lines each gets the fewest settings that there are; of many, a short way each.
        var settings = (count <= Batches ? search.Find(request, tries) : null) ?? followed
            ?? search.Find(request, tries) ?? search.Find(request, tries, lastResorts: true);
        return settings is not null
            ? new Proposal(settings, null, false)
            : new Proposal([], search.Conflict ?? Contradicted(goal) ?? Fix.NoWay, false);
    }

    /// <summary>Follows the cheapest way, and where that isn't enough, on from there.</summary>
    private List<Setting>? Follow(Ways.Goal goal, Assignment request) => goal.Cost >= Ways.Contradiction
        ? null
        : Complete(Ways.SettingsTo(goal).ConvertAll(AsProposed), settings =>
        {
            var after = trial.Quick(Proposed().Concat(settings));
            return new FixResult(
                after, after.Grants(request) ? [] : [request],
                [.. settings.Where(setting => !FixTrial.IsLanded(after, setting))], null);
        });

    /// <summary>Adds what is missing for settings to have their effect; null if no way is found.</summary>
    private List<Setting>? Complete(List<Setting> settings, Func<List<Setting>, FixResult> evaluate)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            var result = evaluate(settings);
            if (result.IsSound)
                return settings;
            var made = settings.Concat(Proposed()).DistinctBy(setting => setting.Symbol).ToList();
            var ways = WaysFrom(result.After, made, _avoided);
            var goals = result.Missing.Select(missing => GoalOf(ways, missing))
                .Concat(result.Ignored.Select(setting => ways.GoalOf(setting.Symbol, setting.Value))).ToList();
            ways.Find();
            var more = goals.Where(goal => goal.Cost < Ways.Contradiction).SelectMany(Ways.SettingsTo)
                .DistinctBy(setting => setting.Symbol).Where(setting => !made.Contains(setting)).ToList();
            if (more.Count == 0)
                return null;
            settings = [.. settings.Where(setting => !more.Exists(other => other.Symbol == setting.Symbol)), .. more];
        }

        return null;
    }

    private Ways WaysFrom(Situation start, IEnumerable<Setting> made, IReadOnlySet<Symbol> avoided) =>
        new(start, made, _proposed, _usesModules, avoided);

    private Setting AsProposed(Setting setting) =>
        setting.Value == "m" && _proposed.GetValueOrDefault(setting.Symbol) == "y" ? setting with { Value = "y" }
            : setting;

    private IEnumerable<Setting> Proposed() => _proposed.Select(pair => new Setting(pair.Key, pair.Value));

    private void Take(IEnumerable<Setting> settings)
    {
        foreach (var setting in settings)
            _proposed[setting.Symbol] = setting.Value;
    }

    /// <summary>
    /// Evaluates new proposals together with all others, and finds better ones for those that are in others' way.
    /// </summary>
    private void Reconcile(List<Assignment> requests)
    {
        requests.RemoveAll(request => _proposals[request].Settings.Count == 0);
        while (requests.Count > 0 && !Together(_accepted.Concat(requests)).IsSound)
        {
            var (sound, unsound) = (0, requests.Count);
            while (unsound - sound > 1)
            {
                var middle = (sound + unsound) / 2;
                if (Together(_accepted.Concat(requests[..middle])).IsSound)
                    sound = middle;
                else
                    unsound = middle;
            }

            var culprit = requests[sound];
            _accepted.AddRange(requests[..sound]);
            requests.RemoveRange(0, unsound);
            _proposed.Clear();
            Take(Merged(_accepted));
            var settings = Beside(culprit);
            _proposals[culprit] = settings is null
                ? new Proposal([], ObstacleOf(culprit), false)
                : new Proposal(settings, null, false);
            if (settings is not null)
                _accepted.Add(culprit);
        }

        _accepted.AddRange(requests);
        _proposed.Clear();
        Take(Merged(_accepted));
    }

    /// <summary>Settings for a request that do no harm to what is accepted; null if none are found.</summary>
    private List<Setting>? Beside(Assignment request)
    {
        var settings = _proposals[request].Settings.ToList();
        var avoided = new HashSet<Symbol>(_avoided);
        for (var round = 0; round < MaxRounds; round++)
        {
            var completed = Complete(settings.ConvertAll(AsProposed), more => trial.Full(
                [.. more.Concat(Proposed()).DistinctBy(setting => setting.Symbol)], _accepted.Append(request)));
            if (completed is not null)
                return completed;
            var harmful = settings.Select(setting => setting.Symbol).Where(symbol => !_proposed.ContainsKey(symbol))
                .ToList();
            if (harmful.Count == 1)
                _avoided.Add(harmful[0]);
            avoided.UnionWith(harmful);
            var ways = WaysFrom(situation, [], avoided);
            var goal = GoalOf(ways, request);
            ways.Find();
            var others = Ways.SettingsTo(goal);
            if (goal.Cost >= Ways.Contradiction || others.ToHashSet().SetEquals(settings))
                return null;
            settings = others;
        }

        return null;
    }

    private FixResult Together(IEnumerable<Assignment> requests) => trial.Full(Merged(requests), [.. requests]);

    private List<Setting> Merged(IEnumerable<Assignment> requests)
    {
        var merged = new Dictionary<Symbol, Setting>();
        foreach (var setting in requests.SelectMany(request => _proposals[request].Settings))
        {
            if (!merged.TryGetValue(setting.Symbol, out var other) || other.Value == "m")
                merged[setting.Symbol] = setting;
        }

        return [.. merged.Values];
    }

    private string ObstacleOf(Assignment request)
    {
        var settings = _proposals[request].Settings;
        var result = trial.Full(settings, [request]);
        if (result.Undone is { } undone)
            return FixTrial.WouldUndo(settings, undone);
        var lines = string.Join(", ", settings.Select(setting => setting.ToConfigLine()));
        return result.IsSound ? $"{lines} would help, but not beside what the other lines need" : Fix.NoWay;
    }

    private string? Contradicted(Ways.Goal goal)
    {
        var settings = Ways.SettingsTo(goal);
        return settings.Select(setting => situation.TakenRequest(setting.Symbol) is { } other
            && other.Value != setting.Value ? Situation.WouldHelp(setting, other) : null)
            .FirstOrDefault(conflict => conflict is not null);
    }

    private static string? Hopeless(Verdict verdict) => verdict.Because.SelectMany(reason => reason.Roots)
        .Where(root => root.Kind is KconfigReasonKind.Undefined or KconfigReasonKind.Probe or KconfigReasonKind.Value
            or KconfigReasonKind.NoPrompt or KconfigReasonKind.Range)
        .Select(root => root.Text)
        .FirstOrDefault();

    private sealed record Proposal(IReadOnlyList<Setting> Settings, string? Obstacle, bool IsProven);
}
