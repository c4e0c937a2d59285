namespace KernelSplit.Modules.Archives;

internal enum MemberKind
{
    File,
    SymbolicLink,

    /// <summary>A further name of another member, which has the content.</summary>
    HardLink,

    /// <summary>A file with holes, stored without them.</summary>
    SparseFile,

    /// <summary>A device, a fifo, a socket, or what only one tar program knows.</summary>
    Special,
}

/// <summary>What an archive that is read as a stream holds, apart from directories.</summary>
/// <param name="Path">As the archive has it, but at most <see cref="MemberPath.Longest"/> bytes.</param>
/// <param name="Kind">Only a <see cref="MemberKind.File"/> has its content in <paramref name="Content"/>.</param>
/// <param name="Size">Bytes; what the archive says.</param>
/// <param name="Content">Readable only until the next member is asked for.</param>
internal sealed record ArchiveMember(string Path, MemberKind Kind, long Size, Stream Content);
