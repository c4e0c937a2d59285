using System.Buffers.Binary;
using System.Text;
using KernelSplit.Foundation;

namespace KernelSplit.Modules.Caching;

/// <summary>Reads what <see cref="CacheWriter"/> wrote. The checksum has already been verified.</summary>
internal struct CacheReader(ReadOnlyMemory<byte> content, string[] names)
{
    private ReadOnlyMemory<byte> _rest = content;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public long Number()
    {
        var span = _rest.Span;
        ulong number = 0;
        var used = 0;
        byte part;
        do
        {
            part = span[used];
            number |= (ulong)(part & 0x7F) << (7 * used++);
        }
        while (part >= 0x80);
        _rest = _rest[used..];
        return (long)number;
    }

    public int Count() => (int)Number();

    public byte Flags() => Take(1).Span[0];

    public ReadOnlyMemory<byte> Bytes() => Take(Count());

    public string Text() => Encoding.UTF8.GetString(Bytes().Span);

    public string Name() => names[Count()];

    public FileStamp Stamp()
    {
        var fields = Take(5 * sizeof(ulong)).Span;
        return new FileStamp(
            BinaryPrimitives.ReadUInt64LittleEndian(fields),
            BinaryPrimitives.ReadUInt64LittleEndian(fields[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(fields[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(fields[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(fields[32..]));
    }

    private ReadOnlyMemory<byte> Take(int size)
    {
        var taken = _rest[..size];
        _rest = _rest[size..];
        return taken;
    }
}
