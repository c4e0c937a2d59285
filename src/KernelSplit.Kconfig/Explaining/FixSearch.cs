using KernelSplit.Kconfig.Merging;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>
/// Finds the fewest settings to add for a requested value: evaluates all sets of one setting, then of two, and so on.
/// </summary>
/// <param name="situation">The complete configuration.</param>
/// <param name="trial">Evaluates settings.</param>
/// <param name="proposed">The settings that are proposed for other requested values.</param>
internal sealed class FixSearch(
    Situation situation, FixTrial trial, IReadOnlyDictionary<Symbol, string> proposed)
{
    private const int MaxSettings = 8;

    /// <summary>Why a set of settings that would help can't be proposed.</summary>
    public string? Conflict { get; private set; }

    /// <summary>The settings; null if there are none among the first sets.</summary>
    public IReadOnlyList<Setting>? Find(Assignment request, int tries, bool lastResorts = false)
    {
        var symbol = situation.Configuration.Tree.Find(request.Symbol)!;
        var queue = new Queue<IReadOnlyList<Setting>>([[]]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (; tries > 0 && queue.TryDequeue(out var settings); tries--)
        {
            var attempt = settings.Count == 0 ? situation : trial.Quick(settings);
            if (settings.Count > 0 && attempt.Grants(request))
            {
                if (IsSound(settings, request))
                    return WithoutNeedless(settings, request);
                continue;
            }

            if (settings.Count == MaxSettings)
                continue;
            foreach (var step in StepsTo(symbol, request, attempt, settings, lastResorts).Select(AsProposed))
            {
                IReadOnlyList<Setting> next = [.. settings, step];
                if (!Contradicts(step, request) && seen.Add(Key(next)))
                    queue.Enqueue(next);
            }
        }

        return null;
    }

    /// <summary>A later setting may make an earlier one needless.</summary>
    public IReadOnlyList<Setting> WithoutNeedless(IReadOnlyList<Setting> settings, Assignment request)
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

    /// <summary>y serves where m does, and one symbol has one value.</summary>
    private Setting AsProposed(Setting step) =>
        step.Value == "m" && proposed.GetValueOrDefault(step.Symbol) == "y" ? step with { Value = "y" } : step;

    private bool Contradicts(Setting step, Assignment request)
    {
        if (proposed.TryGetValue(step.Symbol, out var value) && value != step.Value)
            return true;
        if (situation.TakenRequest(step.Symbol) is not { } other || other.Value == step.Value || other == request)
            return false;
        Conflict ??= Situation.WouldHelp(step, other);
        return true;
    }

    private bool IsSound(IReadOnlyList<Setting> settings, Assignment request)
    {
        var result = trial.Full(settings, [request]);
        if (result.Undone is { } undone)
            Conflict ??= FixTrial.WouldUndo(settings, undone);
        return result.IsSound;
    }

    private static string Key(IEnumerable<Setting> settings) =>
        string.Join('\n', settings.Select(setting => setting.ToConfigLine()).Order(StringComparer.Ordinal));
}
