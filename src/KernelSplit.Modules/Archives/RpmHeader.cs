using System.Buffers.Binary;
using System.Text;

namespace KernelSplit.Modules.Archives;

/// <summary>
/// A header of an RPM package (rpm's docs/manual/format_header.md): an index of tags, then their values. Numbers
/// are big endian.
/// </summary>
internal sealed class RpmHeader
{
    public const int PayloadCompressor = 1125;

    private const int IntroSize = 16;
    private const int EntrySize = 16;
    private const int LargestHeader = 256 * 1024 * 1024;
    private const int StringType = 6;

    private readonly byte[] _index;
    private readonly byte[] _store;

    private RpmHeader(byte[] index, byte[] store) => (_index, _store) = (index, store);

    /// <summary>Bytes that it took in the file.</summary>
    public long Size => IntroSize + _index.Length + _store.Length;

    /// <exception cref="InvalidDataException">Truncated or no header.</exception>
    public static RpmHeader Read(Stream package)
    {
        var intro = package.ReadBytes(IntroSize);
        if (!intro.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x8E, 0xAD, 0xE8, 0x01]))
            throw new InvalidDataException("damaged RPM header");
        var entries = BinaryPrimitives.ReadUInt32BigEndian(intro.AsSpan(8));
        var storeSize = BinaryPrimitives.ReadUInt32BigEndian(intro.AsSpan(12));
        if (entries > LargestHeader / EntrySize || storeSize > LargestHeader)
            throw new InvalidDataException("damaged RPM header");
        return new RpmHeader(package.ReadBytes((int)entries * EntrySize), package.ReadBytes((int)storeSize));
    }

    public string? FindString(int tag)
    {
        for (var entry = _index.AsSpan(); !entry.IsEmpty; entry = entry[EntrySize..])
        {
            var offset = BinaryPrimitives.ReadUInt32BigEndian(entry[8..]);
            if (BinaryPrimitives.ReadInt32BigEndian(entry) != tag
                || BinaryPrimitives.ReadInt32BigEndian(entry[4..]) != StringType
                || offset >= _store.Length)
                continue;
            var value = _store.AsSpan((int)offset);
            var end = value.IndexOf((byte)0);
            return Encoding.UTF8.GetString(end < 0 ? value : value[..end]);
        }
        return null;
    }
}
