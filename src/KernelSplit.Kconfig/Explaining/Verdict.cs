using KernelSplit.Foundation;
using KernelSplit.Kconfig.Merging;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>What became of one line of a fragment, and why.</summary>
/// <param name="Asked">The line.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Got">The value in the .config, as fragments write it; null when the symbol isn't in it.</param>
/// <param name="Because">Why; empty where the outcome says all.</param>
public sealed record Verdict(Assignment Asked, Outcome Outcome, string? Got, IReadOnlyList<Reason> Because)
{
    /// <summary>What would make it land; null when that was not asked or nothing is lost.</summary>
    public Fix? Fix { get; init; }

    /// <summary>Whether the .config lacks what the line asks for.</summary>
    public bool IsLost => Outcome != Outcome.Overridden && (Got ?? Assignment.NotSet) != Asked.Value;

    /// <summary>What happened, in one sentence without a full stop.</summary>
    public string Sentence
    {
        get
        {
            var got = Got switch
            {
                null => "it is not in .config",
                Assignment.NotSet => "it is not set",
                _ => $"it is {Got}",
            };
            return IsLost ? $"{Asked} did not land, {got}: {Outcome.Words()}" : $"{Asked}: {Outcome.Words()}";
        }
    }

    public Diagnostic ToDiagnostic()
    {
        var why = Because.Count == 0 ? "" : $", {Because[0].Text}";
        return new Diagnostic(Asked.File, Asked.Line, 0, IsLost ? Severity.Warning : Severity.Note, Sentence + why, Fix?.Advice);
    }
}

/// <summary>A way to make a request land.</summary>
/// <param name="Settings">Lines of .config to add, as few as possible; empty when there is no way.</param>
/// <param name="Obstacle">Why there is none; null when there is one.</param>
public sealed record Fix(IReadOnlyList<string> Settings, string? Obstacle = null)
{
    public string? Advice => Settings.Count > 0 ? $"Add {string.Join(", ", Settings)}" : Obstacle is null ? null : $"No setting helps: {Obstacle}";
}
