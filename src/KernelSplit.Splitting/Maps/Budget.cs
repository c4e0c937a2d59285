namespace KernelSplit.Splitting.Maps;

/// <summary>How large a package may get.</summary>
/// <param name="Package">Its short name.</param>
/// <param name="Installed">Bytes of its modules as they lie on disk; null when any size is fine.</param>
/// <param name="Growth">Bytes that it may grow by between two releases; null when any growth is fine.</param>
/// <param name="GrowthPercent">The same in percent of what it was.</param>
/// <param name="File">The map that says so.</param>
/// <param name="Line">The line there, from 1.</param>
public sealed record Budget(string Package, long? Installed, long? Growth, double? GrowthPercent, string File, int Line);

/// <summary>Devices that every later release must serve as well.</summary>
/// <param name="Pattern">A modalias, or a pattern of some, as modules' aliases are.</param>
/// <param name="File">The map that says so.</param>
/// <param name="Line">The line there, from 1.</param>
public sealed record NeverLose(string Pattern, string File, int Line);

/// <summary>A finding that is accepted for a while.</summary>
/// <param name="Check">Which check finds it: one of <see cref="Verification.PlanCheck.Names"/>.</param>
/// <param name="About">The package or module that it is about.</param>
/// <param name="Because">Why it is accepted.</param>
/// <param name="Until">The last day on which it is.</param>
/// <param name="File">The map that says so.</param>
/// <param name="Line">The line there, from 1.</param>
public sealed record Waiver(string Check, string About, string Because, DateOnly Until, string File, int Line);
