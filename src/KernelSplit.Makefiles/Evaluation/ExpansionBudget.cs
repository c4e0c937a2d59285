namespace KernelSplit.Makefiles.Evaluation;

/// <summary>Limits runaway expansion: a variable that refers to itself, or lists that keep doubling.</summary>
internal sealed class ExpansionBudget
{
    private const int MaxDepth = 300;

    // Far above any Makefile of Linux 6.1 and 6.12.
    private const int Most = 400_000;

    private int _depth;
    private int _used;

    /// <summary>The error, once a limit is exceeded; else null.</summary>
    public string? Exceeded { get; private set; }

    /// <summary>Call before expanding a text; false if a limit is exceeded.</summary>
    public bool Enter()
    {
        if (_depth >= MaxDepth)
            Exceeded ??= "a variable references itself, or references are nested too deeply";
        if (_depth >= MaxDepth || !Spend(1))
            return false;
        _depth++;
        return true;
    }

    public void Leave() => _depth--;

    /// <summary>Counts created or changed words; false if there are too many.</summary>
    public bool Spend(int words)
    {
        _used += Math.Min(words, Most);
        if (_used >= Most)
        {
            Exceeded ??= "too many words";
            _used = Most;
        }

        return _used < Most;
    }
}
