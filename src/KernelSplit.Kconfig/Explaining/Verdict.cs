using KernelSplit.Foundation;
using KernelSplit.Kconfig.Merging;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>The outcome of one fragment line, and why.</summary>
/// <param name="Requested">The line.</param>
/// <param name="Outcome">Its outcome.</param>
/// <param name="Actual">The value in the final .config, as in fragments; null if the symbol isn't in it.</param>
/// <param name="Because">The reasons; empty if the outcome is self-explanatory.</param>
public sealed record Verdict(
    Assignment Requested, Outcome Outcome, string? Actual, IReadOnlyList<KconfigReason> Because)
{
    /// <summary>What would give it the requested value; null if not searched, or not needed.</summary>
    public Fix? Fix { get; init; }

    /// <summary>Whether the requested value is not in the final .config.</summary>
    public bool IsMissing => Outcome != Outcome.Overridden && (Actual ?? Assignment.NotSet) != Requested.Value;

    /// <summary>The outcome, in one sentence without a full stop.</summary>
    public string Sentence
    {
        get
        {
            if (!IsMissing)
                return $"{Requested}: {Outcome.Words()}";
            var actual = Actual is null ? "" : $", which has {Requested with { Value = Actual }}";
            return $"{Requested} is not in the final .config{actual}: {Outcome.Words()}";
        }
    }

    public Diagnostic ToDiagnostic()
    {
        var why = Because.Count == 0 ? "" : $", {Because[0].Text}";
        var severity = IsMissing ? Severity.Warning : Severity.Note;
        return new Diagnostic(
            Requested.File, Requested.Line, 0, severity, ByteText.ToUtf16(Sentence + why),
            ByteText.ToUtf16(Fix?.Advice))
        {
            Kind = DiagnosticKind.LostValue,
        };
    }
}

/// <summary>A way to get a requested value into the final .config.</summary>
/// <param name="Settings">The .config lines to add; empty if no way is known, or none are needed.</param>
/// <param name="Obstacle">Why none is known; null if there is one.</param>
public sealed record Fix(IReadOnlyList<string> Settings, string? Obstacle = null)
{
    /// <summary>Whether no settings at all help: every way ends at something that can't be set.</summary>
    public bool IsImpossible { get; init; }

    /// <summary>The requested line as its symbol's type can take it; null if it is to be as it is.</summary>
    public Assignment? Corrected { get; init; }

    /// <summary>Lines of fragments that settings replace, because the symbol's type can't take them.</summary>
    public IReadOnlyList<Assignment> Replaced { get; init; } = [];

    /// <summary>What is set without the settings, not requested by a fragment, and n with them.</summary>
    public IReadOnlyList<string> TurnsOff { get; init; } = [];

    public string? Advice
    {
        get
        {
            var change = Corrected is null ? null : $"Write {Corrected.ToConfigLine()}";
            var add = Settings.Count == 0 ? null : $"Add {string.Join(", ", Settings)}";
            var obstacle = Obstacle is null ? null : $"{Hopelessness}{Obstacle}";
            var costs = TurnsOff.Count == 0 ? null : $"This turns off {string.Join(", ", TurnsOff)}";
            return ((string?[])[change, add, obstacle, costs]).OfType<string>().ToList() is { Count: > 0 } parts
                ? string.Join(". ", parts)
                : null;
        }
    }

    internal string Hopelessness => IsImpossible ? "no setting helps: " : Obstacle == NoWay ? "" : $"{NoWay}: ";

    internal const string NoWay = "no way found";
}
