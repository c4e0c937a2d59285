using KernelSplit.Splitting.Targets;

namespace KernelSplit.Splitting.Projects;

/// <summary>Promises of the targets that a project does without: an entry of <c>without:</c>.</summary>
/// <param name="Pattern">The entry: a name, or a glob over names.</param>
/// <param name="Line">Its line in the project file.</param>
/// <param name="Promises">Those that it matches; at least one.</param>
public sealed record Omission(string Pattern, int Line, IReadOnlyList<Requirement> Promises);
