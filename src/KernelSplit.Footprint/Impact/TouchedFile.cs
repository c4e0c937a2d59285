namespace KernelSplit.Footprint.Impact;

/// <summary>A file of the kernel's source that a change touches.</summary>
/// <param name="Path">Relative to the source's top.</param>
/// <param name="Place">Who says so: the command line, <c>fix.patch:12</c>.</param>
/// <param name="MayBeAbsent">Whether the change adds or removes it, so that a source needn't have it.</param>
public sealed record TouchedFile(string Path, string Place, bool MayBeAbsent = false);
