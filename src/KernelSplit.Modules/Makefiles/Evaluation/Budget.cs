namespace KernelSplit.Modules.Makefiles.Evaluation;

/// <summary>Ends what would expand for ever: a variable that names itself, or ones that double again and again.</summary>
internal sealed class Budget
{
    private const int Deepest = 100;

    // The largest Makefile of Linux 6.12 takes 1/100 of that.
    private const int Most = 1_000_000;

    private int _depth;
    private int _used;

    public string Why => _depth >= Deepest ? "a variable that needs itself" : "far more variables than a Makefile has";

    public bool IsExceeded { get; private set; }

    public bool Enter()
    {
        if (_depth >= Deepest || _used >= Most)
        {
            IsExceeded = true;
            return false;
        }

        _depth++;
        _used++;
        return true;
    }

    public void Leave() => _depth--;
}
