namespace KernelSplit.Makefiles.Evaluation;

/// <summary>An <c>ifdef</c> or another conditional around a line.</summary>
/// <param name="When">Its own condition.</param>
/// <param name="At">Its line.</param>
/// <param name="Outer">The next outer conditional.</param>
internal sealed record Frame(BuildCondition When, SourceLine At, Frame? Outer)
{
    /// <summary>The conditions of all of them.</summary>
    public BuildCondition Total { get; } = Outer is null ? When : Outer.Total & When;

    public static BuildCondition TotalOf(Frame? frame) => frame?.Total ?? BuildCondition.Always;
}
