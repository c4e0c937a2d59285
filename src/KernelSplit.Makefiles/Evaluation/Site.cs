namespace KernelSplit.Makefiles.Evaluation;

/// <summary>Where an expanded text is.</summary>
internal readonly record struct Site(SourceLine At, Frame? Under)
{
    public Word Word(string text) => new(text, BuildCondition.Always, At, Under);

    public Word Unresolved(string why) => Evaluation.Word.Unresolved(why, At, Under);
}
