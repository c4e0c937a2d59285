using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Merging;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>Evaluates settings added to a configuration.</summary>
/// <param name="situation">The configuration without them.</param>
/// <param name="requested">Its requested values, before any value was calculated.</param>
/// <param name="text">The .config that it was read from.</param>
internal sealed class FixTrial(Situation situation, Configuration requested, string text)
{
    private readonly Lazy<IReadOnlyList<Assignment>> _granted = new(() =>
    [
        .. situation.Requests.RequestedValues.Where(
            request => situation.Configuration.Tree.Find(request.Symbol) is not null && situation.Grants(request)),
    ]);

    /// <summary>The configuration with more settings; values are calculated on demand.</summary>
    public Situation Quick(IEnumerable<Setting> settings) =>
        situation with { Configuration = requested.With(Lines(settings)) };

    /// <summary>Whether a full evaluation grants all settings, these requests, and what was granted before.</summary>
    public FixResult Full(IReadOnlyCollection<Setting> settings, IEnumerable<Assignment> requests)
    {
        var complete = requested.With("");
        complete.Load(ByteText.BytesOf(text + Lines(settings)), "");
        complete.DropHiddenRequests();
        var after = situation with { Configuration = complete };
        return new FixResult(
            after,
            [.. requests.Where(request => !after.Grants(request))],
            [.. settings.Where(setting => !IsLanded(after, setting))],
            _granted.Value.FirstOrDefault(request => !after.Grants(request)));
    }

    public static bool IsLanded(Situation after, Setting setting) =>
        (after.Written(setting.Symbol) ?? Assignment.NotSet) == setting.Value;

    public static string WouldUndo(IEnumerable<Setting> settings, Assignment undone)
    {
        var lines = string.Join(", ", settings.Select(setting => setting.ToConfigLine()));
        return $"{lines} would undo {undone} ({undone.File}:{undone.Line})";
    }

    private static string Lines(IEnumerable<Setting> settings) =>
        string.Concat(settings.Select(setting => setting.ToConfigLine() + "\n"));
}

/// <summary>What settings do.</summary>
/// <param name="After">The configuration with them.</param>
/// <param name="Missing">The requested values that are still not granted.</param>
/// <param name="Ignored">The settings that are not in the final .config.</param>
/// <param name="Undone">A requested value that is granted without them; null if there is none.</param>
internal sealed record FixResult(
    Situation After, IReadOnlyList<Assignment> Missing, IReadOnlyList<Setting> Ignored, Assignment? Undone)
{
    public bool IsSound => Missing.Count == 0 && Ignored.Count == 0 && Undone is null;
}
