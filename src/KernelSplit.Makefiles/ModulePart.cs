namespace KernelSplit.Makefiles;

/// <summary>An object that is linked into another.</summary>
/// <param name="Path">Without its suffix: <c>drivers/net/ethernet/intel/igb/igb_main</c>.</param>
/// <param name="Source">
/// The file it is compiled from, <c>drivers/net/ethernet/intel/igb/igb_main.c</c>; null when the build makes that file
/// first, in a way that isn't told here.
/// </param>
/// <param name="When">When it belongs to the object; always for a module with one source.</param>
/// <param name="At">The line that says so.</param>
public sealed record ModulePart(string Path, string? Source, Condition When, SourceLine At);
