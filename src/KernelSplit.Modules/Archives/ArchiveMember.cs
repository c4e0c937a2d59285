namespace KernelSplit.Modules.Archives;

internal enum MemberKind
{
    File,
    SymbolicLink,

    /// <summary>Another name of a member that has the content.</summary>
    HardLink,

    /// <summary>A file with holes, stored without them.</summary>
    SparseFile,

    /// <summary>A device, a FIFO, a socket, or a vendor-specific tar type.</summary>
    Special,
}

/// <summary>A member of an archive that is read as a stream, except directories.</summary>
/// <param name="Path">As in the archive, but at most <see cref="MemberPath.Longest"/> bytes.</param>
/// <param name="Kind">Only a <see cref="MemberKind.File"/> has its content in <paramref name="Content"/>.</param>
/// <param name="Size">Bytes, as declared in the archive.</param>
/// <param name="Content">Only readable until the next member is read.</param>
internal sealed record ArchiveMember(string Path, MemberKind Kind, long Size, Stream Content);
