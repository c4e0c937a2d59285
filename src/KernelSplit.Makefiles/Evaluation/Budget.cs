namespace KernelSplit.Makefiles.Evaluation;

/// <summary>Ends what would go on for ever: a variable that names itself, or lists that double again and again.</summary>
internal sealed class Budget
{
    private const int Deepest = 300;

    // No Makefile of Linux 6.1 and 6.12 comes to it.
    private const int Most = 400_000;

    private int _depth;
    private int _used;

    /// <summary>What is wrong, once it is; else null.</summary>
    public string? Exceeded { get; private set; }

    /// <summary>Before a text is expanded; false when that must not be.</summary>
    public bool Enter()
    {
        if (_depth >= Deepest)
            Exceeded ??= "a variable needs itself, or brackets are nested without end";
        if (_depth >= Deepest || !Spend(1))
            return false;
        _depth++;
        return true;
    }

    public void Leave() => _depth--;

    /// <summary>Counts words that are made or changed; false when it has been too many.</summary>
    public bool Spend(int words)
    {
        _used += Math.Min(words, Most);
        if (_used >= Most)
        {
            Exceeded ??= "far more words than a Makefile has";
            _used = Most;
        }

        return _used < Most;
    }
}
