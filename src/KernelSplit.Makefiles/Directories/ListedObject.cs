namespace KernelSplit.Makefiles.Directories;

/// <summary>An object or a directory that a Makefile lists, with all lines that do.</summary>
/// <param name="Path">Relative to the source's top, without <c>.o</c> or the last <c>/</c>.</param>
/// <param name="Lines">In the order of the Makefile.</param>
/// <param name="Parts">What the object is linked from; empty for a directory.</param>
internal sealed record ListedObject(string Path, IReadOnlyList<ObjectLine> Lines, IReadOnlyList<ModulePart> Parts)
{
    public Condition Module { get; } = Lines.Aggregate(Condition.Never, (any, line) => any | line.Module);

    public Condition BuiltIn { get; } = Lines.Aggregate(Condition.Never, (any, line) => any | line.BuiltIn);
}
