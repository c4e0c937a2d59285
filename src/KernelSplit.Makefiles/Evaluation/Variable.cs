namespace KernelSplit.Makefiles.Evaluation;

/// <summary>A variable: expanded words, and texts that make expands only on use.</summary>
internal sealed class Variable
{
    private readonly List<Segment> _segments = [];
    private readonly List<BuildCondition> _assigned = [];

    /// <summary>Whether it was last set with <c>=</c>, so that appended text is expanded on use.</summary>
    public bool IsRecursive { get; private set; }

    /// <summary>Whether any line sets it, on whatever condition.</summary>
    public bool IsAssigned => _assigned.Count > 0;

    /// <summary>When it is set at all.</summary>
    public BuildCondition Defined => _assigned.Aggregate(BuildCondition.Never, (any, when) => any | when);

    public IReadOnlyList<Segment> Segments => _segments;

    /// <summary>Clears it, on a condition.</summary>
    public void Reset(bool recursive, BuildCondition when)
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

    public void Define(BuildCondition when) => _assigned.Add(when);

    /// <param name="Word">Set if already expanded.</param>
    /// <param name="Raw">Set if not expanded.</param>
    /// <param name="When">When it is in the variable, in addition to the word's own condition.</param>
    /// <param name="At">The line that sets it.</param>
    /// <param name="Under">The conditionals around that line.</param>
    internal readonly record struct Segment(Word? Word, string? Raw, BuildCondition When, SourceLine At, Frame? Under);
}
