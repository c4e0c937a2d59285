namespace KernelSplit.Makefiles.Evaluation;

/// <summary>An <c>ifdef</c> or its like that encloses a line.</summary>
/// <param name="When">What it asks, alone.</param>
/// <param name="At">Where it stands.</param>
/// <param name="Outer">The next one around it.</param>
internal sealed record Frame(Condition When, SourceLine At, Frame? Outer)
{
    /// <summary>What all of them ask together.</summary>
    public Condition Total { get; } = Outer is null ? When : Outer.Total & When;

    public static Condition TotalOf(Frame? frame) => frame?.Total ?? Condition.Always;
}
