using System.Globalization;
using KernelSplit.Modules.Compression;

namespace KernelSplit.Modules.Archives;

/// <summary>
/// The payload of an RPM: the "new ASCII" cpio format (cpio(5), "New ASCII Format"), or RPM's own headers with an index
/// into its file list (rpm's lib/cpio), for RPM v6 and files above 4 GiB.
/// </summary>
internal static class CpioArchive
{
    private const int MagicSize = 6;
    private const int DigitsOfField = 8;
    private const int Fields = 13;
    private const string EndMark = "TRAILER!!!";

    /// <param name="archive">From its first byte.</param>
    /// <param name="readFiles">Reads the package's file list.</param>
    /// <exception cref="InvalidDataException">Truncated, or in another format.</exception>
    public static IEnumerable<ArchiveMember> Read(Stream archive, Func<RpmFileList> readFiles)
    {
        RpmFileList? files = null;
        var magic = new byte[MagicSize];
        while (true)
        {
            archive.ReadAllOf(magic);
            var isIndexed = magic.AsSpan().SequenceEqual("07070X"u8);
            if (isIndexed)
                files ??= readFiles();
            var header = isIndexed ? ReadIndexed(archive, files!) : ReadNamed(archive, magic);
            if (header.Path == EndMark)
                yield break;

            var content = new MemberStream(archive, header.Size);
            if (header.Kind is { } kind)
                yield return new ArchiveMember(header.Path, kind, header.Size, content);
            content.SkipRest(Padding(header.Size));
        }
    }

    private static RpmFileEntry ReadIndexed(Stream archive, RpmFileList files)
    {
        const int HeaderSize = MagicSize + DigitsOfField;
        var index = Field(archive.ReadBytes(DigitsOfField), 0);
        archive.Skip(Padding(HeaderSize));
        return files.Take(index);
    }

    private static RpmFileEntry ReadNamed(Stream archive, byte[] magic)
    {
        if (!magic.AsSpan().SequenceEqual("070701"u8) && !magic.AsSpan().SequenceEqual("070702"u8))
            throw new InvalidDataException("payload is not a cpio archive in the new ASCII format");
        const int HeaderSize = MagicSize + (Fields * DigitsOfField);
        var header = archive.ReadBytes(HeaderSize - MagicSize);
        var (mode, links, size, nameSize) = (Field(header, 1), Field(header, 4), Field(header, 6), Field(header, 11));
        if (nameSize is 0 or > MemberPath.Longest + 1)
            throw new InvalidDataException($"damaged cpio header: a file name of {nameSize} bytes");
        var name = archive.ReadBytes((int)nameSize);
        archive.Skip(Padding(HeaderSize + nameSize));
        // The content of hard-linked files follows the last of their names; the others are empty.
        var kind = UnixMode.KindOf(mode, links > 1 && size == 0);
        return new RpmFileEntry(MemberPath.Decode(name.AsSpan(..^1)), kind, size);
    }

    private static uint Field(byte[] fields, int index)
    {
        var digits = fields.AsSpan(DigitsOfField * index, DigitsOfField);
        return uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new InvalidDataException("damaged cpio header");
    }

    private static int Padding(long size) => (int)(-size & 3);
}
