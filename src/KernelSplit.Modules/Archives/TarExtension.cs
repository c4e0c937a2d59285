using System.Globalization;
using KernelSplit.Modules.Compression;

namespace KernelSplit.Modules.Archives;

/// <summary>Extended headers of the next member: pax records, or GNU's long name.</summary>
internal sealed class TarExtension
{
    // A name and a few numbers; leaves space for extended attributes.
    private const long Largest = 1024 * 1024;

    private bool _hasSparseName;

    public byte[]? Name { get; private set; }

    public long? Size { get; private set; }

    public bool IsSparse { get; private set; }

    /// <summary>GNU tar's <c>L</c>.</summary>
    public void ReadLongName(Stream content, long size)
    {
        var name = ReadContent(content, size).AsSpan();
        Name = [.. name.TrimEnd((byte)0)];
    }

    /// <summary>The <c>LENGTH KEY=VALUE\n</c> records of an <c>x</c> header (POSIX pax, "pax Header Block").</summary>
    /// <exception cref="InvalidDataException">Malformed records, or too many of them.</exception>
    public void ReadRecords(Stream content, long size)
    {
        for (ReadOnlySpan<byte> rest = ReadContent(content, size); !rest.IsEmpty;)
        {
            var blank = rest.IndexOf((byte)' ');
            if (blank <= 0
                || !int.TryParse(rest[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= blank + 1 || length > rest.Length || rest[length - 1] != '\n')
                throw new InvalidDataException("damaged tar archive: malformed extended header");
            ReadRecord(rest[(blank + 1)..(length - 1)]);
            rest = rest[length..];
        }
    }

    private void ReadRecord(ReadOnlySpan<byte> record)
    {
        var equals = record.IndexOf((byte)'=');
        if (equals < 0)
            throw new InvalidDataException("damaged tar archive: malformed extended header");
        var key = record[..equals];
        var value = record[(equals + 1)..];
        // The path of a sparse file is a placeholder.
        var isSparseName = key.SequenceEqual("GNU.sparse.name"u8);
        if (isSparseName || (key.SequenceEqual("path"u8) && !_hasSparseName))
            (Name, _hasSparseName) = ([.. value], isSparseName);
        else if (key.SequenceEqual("size"u8))
            Size = ParseSize(value);
        IsSparse |= key.StartsWith("GNU.sparse."u8);
    }

    private static long ParseSize(ReadOnlySpan<byte> value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? size
            : throw new InvalidDataException("damaged tar archive: invalid number");

    private static byte[] ReadContent(Stream content, long size) => size <= Largest
        ? content.ReadBytes((int)size)
        : throw new InvalidDataException($"extended tar header of {size} bytes");
}
