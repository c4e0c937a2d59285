namespace KernelSplit.Makefiles.Directories;

/// <summary>An object or directory that a Makefile lists, with all its lines.</summary>
/// <param name="Path">Relative to the top of the source, without <c>.o</c> or trailing <c>/</c>.</param>
/// <param name="Lines">In Makefile order.</param>
/// <param name="Parts">What the object is linked from; empty for a directory.</param>
internal sealed record ListedObject(string Path, IReadOnlyList<ObjectLine> Lines, IReadOnlyList<ModulePart> Parts)
{
    public BuildCondition Module { get; } = Lines.Aggregate(BuildCondition.Never, (any, line) => any | line.Module);

    public BuildCondition BuiltIn { get; } = Lines.Aggregate(BuildCondition.Never, (any, line) => any | line.BuiltIn);
}
