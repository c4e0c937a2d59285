namespace KernelSplit.Footprint.Impact;

/// <summary>A module that a change affects.</summary>
/// <param name="SourcePath">Its object in the source: <c>drivers/net/ethernet/intel/igb/igb</c>.</param>
/// <param name="Name">Its name, with <c>_</c>; null if this kernel has no such module.</param>
/// <param name="Package">The package that contains it; null if this kernel has no such module.</param>
public sealed record ImpactedModule(string SourcePath, string? Name, string? Package);
