namespace KernelSplit.Makefiles;

/// <summary>A conditional around a line: <c>ifdef CONFIG_X</c>, or the other branch of one.</summary>
public sealed record Guard(BuildCondition When, SourceLine At);
