namespace KernelSplit.Footprint.Impact;

/// <summary>A file of the kernel source that a change modifies, adds or removes.</summary>
/// <param name="Path">Relative to the top of the source.</param>
/// <param name="Place">Where it was named: the command line, or <c>fix.patch:12</c>.</param>
/// <param name="MayBeAbsent">Whether the change adds or removes it, so that it may not exist.</param>
public sealed record ChangedFile(string Path, string Place, bool MayBeAbsent = false);
