using KernelSplit.Modules.Compression;

namespace KernelSplit.Modules.Archives;

/// <summary>A tar archive (ustar, pax, GNU), plain or compressed with gzip, xz or zstd.</summary>
internal static class TarArchive
{
    /// <param name="archive">The archive from its first byte.</param>
    /// <param name="budget">The budget for inflating it.</param>
    /// <exception cref="InvalidDataException">Truncated, damaged, or in an unsupported compression format.</exception>
    public static IEnumerable<ArchiveMember> Read(PeekStream archive, InflationBudget budget)
    {
        using var content = archive.Inflate(budget);
        var block = new byte[TarHeader.BlockSize];
        var extension = new TarExtension();
        while (ReadHeader(content, block) is { } header)
        {
            if (header.Type is 'L' or 'x')
            {
                ReadExtension(content, header, extension);
                continue;
            }
            var size = extension.Size ?? header.Size;
            if (header.HasMoreSparseBlocks && header.Type == 'S')
                SkipSparseBlocks(content, block);
            // A hard link has the size of its target, but no content.
            var data = new MemberStream(content, header.Type == '1' ? 0 : size);
            if (KindOf(header.Type, extension) is { } kind)
                yield return new ArchiveMember(MemberPath.Decode(extension.Name ?? header.Name), kind, size, data);
            data.SkipRest(Padding(size, header.Type));
            if (header.Type is not ('K' or 'g'))
                extension = new TarExtension();
        }
        content.Drain();
    }

    private static TarHeader? ReadHeader(Stream content, byte[] block)
    {
        content.ReadAllOf(block);
        return TarHeader.Parse(block);
    }

    private static void ReadExtension(Stream content, TarHeader header, TarExtension extension)
    {
        if (header.Type == 'L')
            extension.ReadLongName(content, header.Size);
        else
            extension.ReadRecords(content, header.Size);
        content.Skip(Padding(header.Size, header.Type));
    }

    private static void SkipSparseBlocks(Stream content, byte[] block)
    {
        const int HasMore = 504;
        do
            content.ReadAllOf(block);
        while (block[HasMore] != 0);
    }

    /// <summary>Null for directories and for headers that describe other members.</summary>
    private static MemberKind? KindOf(char type, TarExtension extension) => type switch
    {
        '0' or '\0' or '7' => extension.IsSparse ? MemberKind.SparseFile : MemberKind.File,
        '1' => MemberKind.HardLink,
        '2' => MemberKind.SymbolicLink,
        'S' => MemberKind.SparseFile,
        '5' or 'g' or 'K' => null,
        _ => MemberKind.Special,
    };

    private static int Padding(long size, char type) => type == '1' ? 0 : (int)(-size & (TarHeader.BlockSize - 1));
}
