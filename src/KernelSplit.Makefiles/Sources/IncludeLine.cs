namespace KernelSplit.Makefiles.Sources;

/// <summary>What a line of a source file includes.</summary>
/// <param name="Name">As written between the quotes or brackets.</param>
/// <param name="IsQuoted">Whether the including file's own folder is looked at first (C17, 6.10.2).</param>
internal sealed record IncludeLine(string Name, bool IsQuoted);
