namespace KernelSplit.Splitting.Maps;

/// <summary>How large a package may get.</summary>
/// <param name="Package">Its short name.</param>
/// <param name="Installed">Installed bytes of its modules; null when any size is fine.</param>
/// <param name="Growth">Bytes that it may grow by between two releases; null when any growth is fine.</param>
/// <param name="GrowthPercent">The same in percent of what it was.</param>
/// <param name="File">The map that says so.</param>
/// <param name="Line">The line there, from 1.</param>
public sealed record Budget(
    string Package, long? Installed, long? Growth, double? GrowthPercent, string File, int Line);
