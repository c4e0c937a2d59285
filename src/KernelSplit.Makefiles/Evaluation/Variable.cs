namespace KernelSplit.Makefiles.Evaluation;

/// <summary>A variable: words that are known, and texts that make expands only when the variable is used.</summary>
internal sealed class Variable
{
    private readonly List<Segment> _segments = [];
    private readonly List<Condition> _assigned = [];

    /// <summary>Whether it was last set with <c>=</c>, so that what is appended is expanded on use.</summary>
    public bool IsRecursive { get; private set; }

    /// <summary>Whether some line sets it, under whatever condition.</summary>
    public bool IsAssigned => _assigned.Count > 0;

    /// <summary>Under which it has been set at all.</summary>
    public Condition Defined => _assigned.Aggregate(Condition.Never, (any, when) => any | when);

    public IReadOnlyList<Segment> Segments => _segments;

    /// <summary>Forgets what it was, under a condition.</summary>
    public void Reset(bool recursive, Condition when)
    {
        IsRecursive = recursive;
        if (Conditions.Algebra.IsAlways(when))
        {
            _segments.Clear();
        }
        else if (_segments.Count > 0)
        {
            var kept = !when;
            for (var i = 0; i < _segments.Count; i++)
                _segments[i] = _segments[i] with { When = _segments[i].When & kept };
            _segments.RemoveAll(segment => Conditions.Algebra.IsNever(segment.When));
        }
    }

    public void Append(Segment segment) => _segments.Add(segment);

    public void Define(Condition when) => _assigned.Add(when);

    /// <param name="Word">Set for what is expanded already.</param>
    /// <param name="Raw">Set for what isn't.</param>
    /// <param name="When">Under which it belongs to the variable, besides the word's own condition.</param>
    /// <param name="At">The line that sets it.</param>
    /// <param name="Under">The conditionals around that line.</param>
    internal readonly record struct Segment(Word? Word, string? Raw, Condition When, SourceLine At, Frame? Under);
}
