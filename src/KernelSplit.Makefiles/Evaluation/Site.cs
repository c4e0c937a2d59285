namespace KernelSplit.Makefiles.Evaluation;

/// <summary>Where a text stands that is being expanded.</summary>
internal readonly record struct Site(SourceLine At, Frame? Under)
{
    public Word Word(string text) => new(text, Condition.Always, At, Under);

    public Word Unresolved(string why) => Evaluation.Word.Unresolved(why, At, Under);
}
