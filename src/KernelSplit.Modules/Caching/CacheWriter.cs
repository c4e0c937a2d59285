using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using KernelSplit.Foundation;

namespace KernelSplit.Modules.Caching;

/// <summary>Writes numbers in variable length, and each name once.</summary>
internal sealed class CacheWriter
{
    private readonly ArrayBufferWriter<byte> _content = new(1 << 20);
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    public ReadOnlySpan<byte> Content => _content.WrittenSpan;

    /// <summary>In the order of their indexes.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Clears the content, but not the names.</summary>
    public void Clear() => _content.ResetWrittenCount();

    /// <summary>LEB128: seven bits a byte, the lowest first.</summary>
    public void Number(long number)
    {
        var left = (ulong)number;
        for (; left >= 0x80; left >>= 7)
            Flags((byte)(left | 0x80));
        Flags((byte)left);
    }

    public void Flags(byte flags)
    {
        _content.GetSpan(1)[0] = flags;
        _content.Advance(1);
    }

    public void Raw(ReadOnlySpan<byte> bytes) => _content.Write(bytes);

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Number(bytes.Length);
        Raw(bytes);
    }

    public void Text(string text) => Bytes(Encoding.UTF8.GetBytes(text));

    public void Name(string name)
    {
        if (!_numbers.TryGetValue(name, out var number))
        {
            _numbers.Add(name, number = _names.Count);
            _names.Add(name);
        }
        Number(number);
    }

    public void Stamp(FileStamp stamp)
    {
        ReadOnlySpan<ulong> fields =
            [stamp.Device, stamp.Inode, (ulong)stamp.Size, (ulong)stamp.Changed, (ulong)stamp.Modified];
        foreach (var field in fields)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(_content.GetSpan(sizeof(ulong)), field);
            _content.Advance(sizeof(ulong));
        }
    }
}
