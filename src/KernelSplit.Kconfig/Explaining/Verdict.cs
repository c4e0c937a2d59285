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
/// <param name="Settings">The fewest .config lines to add; empty if there is no way.</param>
/// <param name="Obstacle">Why there is no way; null if there is one.</param>
public sealed record Fix(IReadOnlyList<string> Settings, string? Obstacle = null)
{
    public string? Advice => Settings.Count > 0 ? $"Add {string.Join(", ", Settings)}"
        : Obstacle is null ? null
        : $"No fix: {Obstacle}";
}
