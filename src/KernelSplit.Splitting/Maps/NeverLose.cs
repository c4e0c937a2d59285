namespace KernelSplit.Splitting.Maps;

/// <summary>Devices that every later release must serve as well.</summary>
/// <param name="Pattern">A modalias, or a pattern that matches several, as in modules' aliases.</param>
/// <param name="File">The map that says so.</param>
/// <param name="Line">The line there, from 1.</param>
public sealed record NeverLose(string Pattern, string File, int Line);
