namespace KernelSplit.Makefiles;

/// <summary>An object that is linked into another.</summary>
/// <param name="Path">Without its suffix: <c>drivers/net/ethernet/intel/igb/igb_main</c>.</param>
/// <param name="Source">
/// The file it is compiled from, <c>drivers/net/ethernet/intel/igb/igb_main.c</c>; null if the build generates that
/// file.
/// </param>
/// <param name="When">When it is part of the object; always for a module with one source.</param>
/// <param name="At">The line that lists it.</param>
public sealed record ModulePart(string Path, string? Source, BuildCondition When, SourceLine At);
