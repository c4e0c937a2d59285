namespace KernelSplit.Splitting.Maps.Conditions;

/// <summary>A name or pattern as a map lists it.</summary>
/// <param name="Text">The name, or pattern.</param>
/// <param name="Line">Its line in the map, from 1; 0 if it is in none.</param>
/// <param name="Column">Its column there, from 1.</param>
public sealed record ListEntry(string Text, int Line = 0, int Column = 0)
{
    /// <summary>Whether it is a module's path, and not its name.</summary>
    public bool IsPath { get; init; }
}
