using System.Globalization;
using System.Text;

namespace KernelSplit.Modules.Archives;

/// <summary>The "new ASCII" cpio format (cpio(5), "New ASCII Format"), the payload of an RPM.</summary>
internal static class CpioArchive
{
    private const int HeaderSize = 110;
    private const int LongestName = 64 * 1024;
    private const string EndMark = "TRAILER!!!";
    private const uint TypeMask = 0xF000;
    private const uint RegularFile = 0x8000;
    private const uint SymbolicLink = 0xA000;

    /// <exception cref="InvalidDataException">Truncated or not of this format.</exception>
    public static IEnumerable<ArchiveMember> Read(Stream archive)
    {
        var header = new byte[HeaderSize];
        while (true)
        {
            archive.ReadAllOf(header);
            CheckMagic(header);
            var (mode, links, size) = (Field(header, 1), Field(header, 4), Field(header, 6));
            var path = ReadName(archive, Field(header, 11));
            if (path == EndMark)
                yield break;

            var content = new MemberStream(archive, size);
            // The content of hard-linked files follows the last of their names; the others are empty.
            var isHardLink = links > 1 && size == 0;
            if ((mode & TypeMask) is RegularFile or SymbolicLink)
            {
                var isLink = isHardLink || (mode & TypeMask) == SymbolicLink;
                yield return new ArchiveMember(path, isLink, size, content);
            }
            content.SkipRest(Padding(size));
        }
    }

    private static void CheckMagic(byte[] header)
    {
        if (header.AsSpan().StartsWith("07070X"u8))
            throw new InvalidDataException("payload of RPM's own kind of cpio (RPM v6, or files above 4 GiB)");
        if (!header.AsSpan().StartsWith("070701"u8) && !header.AsSpan().StartsWith("070702"u8))
            throw new InvalidDataException("payload is no cpio archive of the new ASCII format");
    }

    /// <summary>Eight hexadecimal digits each, after a magic of six.</summary>
    private static uint Field(byte[] header, int index)
    {
        var digits = header.AsSpan(6 + (8 * index), 8);
        return uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new InvalidDataException("damaged cpio header");
    }

    private static string ReadName(Stream archive, uint size)
    {
        if (size is 0 or > LongestName)
            throw new InvalidDataException("damaged cpio header");
        var name = archive.ReadBytes((int)size);
        archive.Skip(Padding(HeaderSize + size));
        return Encoding.UTF8.GetString(name.AsSpan(0, name.Length - 1));
    }

    private static int Padding(long size) => (int)(-size & 3);
}
