namespace KernelSplit.Modules.Archives;

/// <summary>A file or link in an archive that is read as a stream.</summary>
/// <param name="Path">As the archive has it.</param>
/// <param name="IsLink">A symbolic or hard link.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Content">Readable only until the next member is asked for.</param>
internal sealed record ArchiveMember(string Path, bool IsLink, long Size, Stream Content);
