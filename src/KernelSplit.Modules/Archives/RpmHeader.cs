using System.Buffers.Binary;
using System.Text;
using KernelSplit.Modules.Compression;

namespace KernelSplit.Modules.Archives;

/// <summary>
/// A header of an RPM package (rpm's docs/manual/format_header.md): an index of tags, then their values. Numbers are
/// big-endian.
/// </summary>
internal sealed class RpmHeader
{
    private const int IntroSize = 16;
    private const int EntrySize = 16;

    // rpm's own limit for the index; a kernel package's values have about a MiB.
    private const int MostEntries = 0xFFFF;
    private const int LargestStore = 64 * 1024 * 1024;

    private const int StringType = 6;
    private const int StringArrayType = 8;

    private readonly byte[] _index;
    private readonly byte[] _store;

    private RpmHeader(byte[] index, byte[] store) => (_index, _store) = (index, store);

    /// <summary>Its size in the file in bytes.</summary>
    public long Size => IntroSize + _index.Length + _store.Length;

    /// <exception cref="InvalidDataException">Truncated, or not a header.</exception>
    public static RpmHeader Read(Stream package)
    {
        var intro = package.ReadBytes(IntroSize);
        if (!intro.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x8E, 0xAD, 0xE8, 0x01]))
            throw new InvalidDataException("damaged RPM header");
        var entries = BinaryPrimitives.ReadUInt32BigEndian(intro.AsSpan(8));
        var storeSize = BinaryPrimitives.ReadUInt32BigEndian(intro.AsSpan(12));
        if (entries > MostEntries || storeSize > LargestStore)
            throw new InvalidDataException($"damaged RPM header: {entries} entries in {storeSize} bytes");
        return new RpmHeader(package.ReadBytes((int)entries * EntrySize), package.ReadBytes((int)storeSize));
    }

    public string? FindString(int tag)
    {
        if (Find(tag) is not { Type: StringType } entry)
            return null;
        var value = _store.AsSpan(entry.Offset);
        var end = value.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? value : value[..end]);
    }

    /// <summary>Empty if there are none.</summary>
    /// <exception cref="InvalidDataException">The values are outside of the header.</exception>
    public RpmStrings Strings(int tag) => Find(tag) is { Type: StringArrayType } entry
        ? new RpmStrings(_store, entry.Offset, entry.Count)
        : new RpmStrings(_store, 0, 0);

    /// <summary>Numbers of 16, 32 or 64 bits. Empty if there are none.</summary>
    /// <inheritdoc cref="Strings" path="/exception"/>
    public ulong[] Numbers(int tag)
    {
        if (Find(tag) is not { Type: 3 or 4 or 5 } entry)
            return [];
        var size = 1 << (entry.Type - 2);
        if ((long)entry.Count * size > _store.Length - entry.Offset)
            throw new InvalidDataException("damaged RPM header");
        var numbers = new ulong[entry.Count];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = Number(_store.AsSpan(entry.Offset + (i * size), size));
        return numbers;
    }

    private static ulong Number(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        2 => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        4 => BinaryPrimitives.ReadUInt32BigEndian(bytes),
        _ => BinaryPrimitives.ReadUInt64BigEndian(bytes),
    };

    /// <summary>The first entry of that tag with valid offset and count.</summary>
    private (int Type, int Offset, int Count)? Find(int tag)
    {
        for (var entry = _index.AsSpan(); !entry.IsEmpty; entry = entry[EntrySize..])
        {
            if (BinaryPrimitives.ReadInt32BigEndian(entry) != tag)
                continue;
            var type = BinaryPrimitives.ReadInt32BigEndian(entry[4..]);
            var offset = BinaryPrimitives.ReadInt32BigEndian(entry[8..]);
            var count = BinaryPrimitives.ReadInt32BigEndian(entry[12..]);
            if (offset >= 0 && offset < _store.Length && count >= 0 && count <= _store.Length)
                return (type, offset, count);
        }
        return null;
    }
}
