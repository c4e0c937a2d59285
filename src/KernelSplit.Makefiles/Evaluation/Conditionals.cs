namespace KernelSplit.Makefiles.Evaluation;

/// <summary>A file's open conditionals.</summary>
/// <param name="outer">The conditionals around the line that includes the file.</param>
internal sealed class Conditionals(Frame? outer)
{
    private readonly Stack<Branch> _open = new();

    /// <summary>The conditionals around the current line.</summary>
    public Frame? Current => _open.TryPeek(out var branch) ? branch.Now : outer;

    /// <summary>Lines of unterminated conditionals, innermost first.</summary>
    public IEnumerable<SourceLine> Unfinished => _open.Select(branch => branch.At);

    /// <summary>Whether the nesting is deeper than in any real Makefile.</summary>
    public bool IsTooDeep => _open.Count >= 100;

    public void Begin(BuildCondition condition, SourceLine at) =>
        _open.Push(new Branch(at, Current, condition, new Frame(condition, at, Current), IsLast: false));

    /// <summary>False if no open conditional can have another branch.</summary>
    public bool Else(Func<Frame?, BuildCondition>? condition, SourceLine at)
    {
        if (_open.Count == 0 || _open.Peek().IsLast)
            return false;

        var branch = _open.Pop();
        var rest = !branch.Tried;
        var when = condition is null ? rest : rest & condition(branch.Around);
        var frame = new Frame(when, at, branch.Around);
        _open.Push(branch with { Tried = branch.Tried | when, Now = frame, IsLast = condition is null });
        return true;
    }

    /// <summary>False if no conditional is open.</summary>
    public bool End() => _open.TryPop(out _);

    private sealed record Branch(SourceLine At, Frame? Around, BuildCondition Tried, Frame Now, bool IsLast);
}
