namespace KernelSplit.Makefiles.Evaluation;

/// <summary>A word of a list, there under a condition.</summary>
/// <param name="Text">Null when only a running make could tell it.</param>
/// <param name="When">Under which it is in the list.</param>
/// <param name="At">The line that says the word.</param>
/// <param name="Under">The conditionals around that line; <paramref name="When"/> has them already.</param>
internal sealed record Word(string? Text, Condition When, SourceLine At, Frame? Under)
{
    /// <summary>Why there is no text.</summary>
    public string Unknown { get; init; } = "";

    /// <summary>The symbol whose text it is, when nothing but that is unknown about it.</summary>
    public string? TextOf { get; init; }

    public Word If(Condition condition) => ReferenceEquals(condition, Condition.Always) ? this : this with { When = When & condition };

    public static Word Unresolved(string why, SourceLine at, Frame? under) =>
        new(null, Condition.Always, at, under) { Unknown = why };
}
