namespace KernelSplit.Makefiles.Sources;

/// <summary>An include line of a source file.</summary>
/// <param name="Name">As written between the quotes or brackets.</param>
/// <param name="IsQuoted">Whether the including file's own directory is searched first (C17, 6.10.2).</param>
internal sealed record IncludeLine(string Name, bool IsQuoted);
