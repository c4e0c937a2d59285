using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Merging;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>
/// Finds the fewest settings to add for a requested value: evaluates all sets of one setting, then of two, and so on.
/// </summary>
/// <param name="situation">The complete configuration.</param>
/// <param name="requested">The requested values, before any value was calculated.</param>
/// <param name="text">The requested .config.</param>
internal sealed class FixSearch(Situation situation, Configuration requested, string text)
{
    private const int MaxTries = 400;
    private const int MaxSettings = 8;

    private string? _conflict;

    public Fix Find(Verdict verdict)
    {
        var symbol = situation.Configuration.Tree.Find(verdict.Requested.Symbol)!;
        _conflict = null;
        foreach (var lastResorts in new[] { false, true })
        {
            if (Find(symbol, verdict.Requested, lastResorts) is { } settings)
                return new Fix([.. settings.Select(setting => setting.ToConfigLine())]);
        }

        return new Fix([], Hopeless(verdict) ?? _conflict ?? "no way found");
    }

    private static string? Hopeless(Verdict verdict) => verdict.Because.SelectMany(reason => reason.Roots)
        .Where(root => root.Kind is KconfigReasonKind.Undefined or KconfigReasonKind.Probe or KconfigReasonKind.Value
            or KconfigReasonKind.NoPrompt or KconfigReasonKind.Range)
        .Select(root => root.Text)
        .FirstOrDefault();

    private IReadOnlyList<Setting>? Find(Symbol symbol, Assignment request, bool lastResorts)
    {
        var queue = new Queue<IReadOnlyList<Setting>>([[]]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var tries = 0; tries < MaxTries && queue.TryDequeue(out var settings); tries++)
        {
            var attempt = settings.Count == 0
                ? situation
                : situation with { Configuration = requested.With(Lines(settings)) };
            if (settings.Count > 0 && IsGranted(attempt, request))
            {
                if (IsSound(settings, request))
                    return WithoutNeedless(settings, request);
                continue;
            }

            if (settings.Count == MaxSettings)
                continue;
            foreach (var step in StepsTo(symbol, request, attempt, settings, lastResorts))
            {
                IReadOnlyList<Setting> next = [.. settings, step];
                if (!Contradicts(step, request) && seen.Add(Key(next)))
                    queue.Enqueue(next);
            }
        }

        return null;
    }

    /// <summary>A later setting may make an earlier one needless.</summary>
    private IReadOnlyList<Setting> WithoutNeedless(IReadOnlyList<Setting> settings, Assignment request)
    {
        for (var i = 0; i < settings.Count && settings.Count > 1; i++)
        {
            IReadOnlyList<Setting> fewer = [.. settings.Where((_, index) => index != i)];
            if (IsSound(fewer, request))
                return WithoutNeedless(fewer, request);
        }

        return settings;
    }

    private static IEnumerable<Setting> StepsTo(
        Symbol symbol, Assignment request, Situation attempt, IReadOnlyList<Setting> settings, bool lastResorts)
    {
        var steps = new Steps(attempt, [symbol, .. settings.Select(setting => setting.Symbol)], lastResorts);
        if (!symbol.Type.IsLogical())
            return steps.Show(symbol, Tristate.Yes);
        var wanted = request.Value == "y" ? Tristate.Yes : request.Value == "m" ? Tristate.Mod : Tristate.No;
        var modules = attempt.Configuration.Tree.Modules;
        if (wanted == Tristate.Mod && attempt.Value(modules) == Tristate.No)
            return steps.Raise(modules, Tristate.Yes);
        return attempt.Value(symbol) < wanted ? steps.Raise(symbol, wanted) : steps.Lower(symbol, wanted);
    }

    private bool Contradicts(Setting step, Assignment request)
    {
        if (situation.Requests.Find(step.Symbol.Name!) is not { } other || other.Value == step.Value
            || other == request)
            return false;
        _conflict ??= $"CONFIG_{step.Symbol}={step.Value} would help, but {other.File}:{other.Line} requests {other}";
        return true;
    }

    /// <summary>Whether a full evaluation grants all settings, the request, and all that was granted before.</summary>
    private bool IsSound(IReadOnlyList<Setting> settings, Assignment request)
    {
        var tree = situation.Configuration.Tree;
        var complete = requested.With("");
        complete.Load(ByteText.BytesOf(text + Lines(settings)), "");
        complete.DropHiddenRequests();
        var after = situation with { Configuration = complete };
        if (!IsGranted(after, request) || settings.Any(setting =>
            (after.Written(setting.Symbol) ?? Assignment.NotSet) != setting.Value))
            return false;
        var undone = situation.Requests.RequestedValues.FirstOrDefault(
            other => tree.Find(other.Symbol) is not null && IsGranted(situation, other) && !IsGranted(after, other));
        if (undone is not null)
        {
            var lines = string.Join(", ", settings.Select(setting => setting.ToConfigLine()));
            _conflict ??= $"{lines} would undo {undone} ({undone.File}:{undone.Line})";
        }

        return undone is null;
    }

    private static bool IsGranted(Situation situation, Assignment request) =>
        (situation.Written(situation.Configuration.Tree.Find(request.Symbol)!) ?? Assignment.NotSet) == request.Value;

    private static string Lines(IEnumerable<Setting> settings) =>
        string.Concat(settings.Select(setting => setting.ToConfigLine() + "\n"));

    private static string Key(IEnumerable<Setting> settings) =>
        string.Join('\n', settings.Select(setting => setting.ToConfigLine()).Order(StringComparer.Ordinal));
}
