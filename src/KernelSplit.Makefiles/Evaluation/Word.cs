namespace KernelSplit.Makefiles.Evaluation;

/// <summary>A word of a list, with its condition.</summary>
/// <param name="Text">Null if only make itself can tell.</param>
/// <param name="When">When it is in the list.</param>
/// <param name="At">The line with the word.</param>
/// <param name="Under">The conditionals around that line; <paramref name="When"/> includes them.</param>
internal sealed record Word(string? Text, BuildCondition When, SourceLine At, Frame? Under)
{
    /// <summary>Why there is no text.</summary>
    public string Unknown { get; init; } = "";

    /// <summary>The symbol whose value it is, if nothing else is unknown about it.</summary>
    public string? TextOf { get; init; }

    public Word If(BuildCondition condition) =>
        ReferenceEquals(condition, BuildCondition.Always) ? this : this with { When = When & condition };

    public static Word Unresolved(string why, SourceLine at, Frame? under) =>
        new(null, BuildCondition.Always, at, under) { Unknown = why };
}
