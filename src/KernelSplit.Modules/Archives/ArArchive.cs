using System.Globalization;
using System.Text;
using KernelSplit.Modules.Compression;

namespace KernelSplit.Modules.Archives;

/// <summary>The ar format as used by deb(5): short names, members padded to even offsets.</summary>
internal static class ArArchive
{
    private const int HeaderSize = 60;

    public static ReadOnlySpan<byte> Magic => "!<arch>\n"u8;

    /// <param name="archive">The archive from its first byte.</param>
    /// <exception cref="InvalidDataException">Truncated, or not an ar archive.</exception>
    public static IEnumerable<ArchiveMember> Read(Stream archive)
    {
        if (!archive.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic))
            throw new InvalidDataException("not an ar archive");
        var header = new byte[HeaderSize];
        while (archive.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) is var read and > 0)
        {
            if (read < HeaderSize || header[58] != '`' || header[59] != '\n')
                throw new InvalidDataException("damaged ar member header");
            var size = ParseNumber(header.AsSpan(48, 10));
            var content = new MemberStream(archive, size);
            yield return new ArchiveMember(ParseName(header.AsSpan(0, 16)), MemberKind.File, size, content);
            content.SkipRest((int)(size % 2));
        }
    }

    /// <summary>When its first member was made, in seconds since 1970.</summary>
    /// <param name="archive">The archive from its first byte.</param>
    /// <exception cref="InvalidDataException">Truncated or damaged.</exception>
    public static long ReadTime(Stream archive)
    {
        archive.Skip(Magic.Length);
        return ParseNumber(archive.ReadBytes(HeaderSize).AsSpan(16, 12));
    }

    private static string ParseName(ReadOnlySpan<byte> field) =>
        Encoding.ASCII.GetString(field).TrimEnd(' ').TrimEnd('/');

    private static long ParseNumber(ReadOnlySpan<byte> field) =>
        long.TryParse(field, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidDataException("damaged ar member header");
}
