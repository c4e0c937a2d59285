namespace KernelSplit.Makefiles.Evaluation;

/// <summary>The conditionals of a file that are open at a line.</summary>
/// <param name="outer">The ones around the line that includes the file.</param>
internal sealed class Conditionals(Frame? outer)
{
    private readonly Stack<Branch> _open = new();

    /// <summary>What holds for the line at hand.</summary>
    public Frame? Current => _open.TryPeek(out var branch) ? branch.Now : outer;

    /// <summary>Lines of conditionals that have no end, innermost first.</summary>
    public IEnumerable<SourceLine> Unfinished => _open.Select(branch => branch.At);

    /// <summary>Whether no Makefile nests as deep.</summary>
    public bool IsTooDeep => _open.Count >= 100;

    public void Begin(Condition asked, SourceLine at) =>
        _open.Push(new Branch(at, Current, asked, new Frame(asked, at, Current), IsLast: false));

    /// <summary>False when no conditional is open that could have another branch.</summary>
    public bool Else(Func<Frame?, Condition>? asked, SourceLine at)
    {
        if (_open.Count == 0 || _open.Peek().IsLast)
            return false;

        var branch = _open.Pop();
        var rest = !branch.Tried;
        var when = asked is null ? rest : rest & asked(branch.Around);
        _open.Push(branch with { Tried = branch.Tried | when, Now = new Frame(when, at, branch.Around), IsLast = asked is null });
        return true;
    }

    /// <summary>False when no conditional is open.</summary>
    public bool End() => _open.TryPop(out _);

    private sealed record Branch(SourceLine At, Frame? Around, Condition Tried, Frame Now, bool IsLast);
}
