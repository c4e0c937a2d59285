using System.Formats.Tar;
using KernelSplit.Modules.Compression;

namespace KernelSplit.Modules.Archives;

/// <summary>A tar archive, plain or compressed by gzip, xz or zstd.</summary>
internal static class TarArchive
{
    private const int MagicOffset = 257;

    public static bool IsTar(ReadOnlySpan<byte> start) =>
        start.Length > MagicOffset && start[MagicOffset..].StartsWith("ustar"u8);

    /// <exception cref="InvalidDataException">Truncated, damaged, or compressed in another way.</exception>
    public static IEnumerable<ArchiveMember> Read(PeekStream archive)
    {
        using var content = Decompressor.Open(archive, CompressionMagic.Detect(archive.Start));
        using var reader = new TarReader(content, leaveOpen: true);
        while (Next(reader) is { } entry)
        {
            if (IsFile(entry.EntryType) || IsLink(entry.EntryType))
            {
                var data = entry.DataStream ?? Stream.Null;
                yield return new ArchiveMember(entry.Name, IsLink(entry.EntryType), entry.Length, data);
            }
        }
        content.Drain();
    }

    private static TarEntry? Next(TarReader reader)
    {
        try
        {
            return reader.GetNextEntry();
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw new InvalidDataException($"damaged tar archive: {e.Message}", e);
        }
    }

    /// <summary>What TarReader may throw for headers that make no sense, or that it does not know.</summary>
    private static bool IsDamage(Exception e) =>
        e is EndOfStreamException or FormatException or ArgumentException or OverflowException or NotSupportedException;

    private static bool IsFile(TarEntryType type) =>
        type is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile;

    private static bool IsLink(TarEntryType type) => type is TarEntryType.SymbolicLink or TarEntryType.HardLink;
}
