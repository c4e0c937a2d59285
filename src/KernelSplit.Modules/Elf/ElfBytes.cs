using System.Buffers.Binary;
using KernelSplit.Modules.Files;

namespace KernelSplit.Modules.Elf;

/// <summary>An ELF file's bytes with its byte order and word size; nothing outside of them is ever read.</summary>
internal readonly struct ElfBytes(FileBytes file, bool is64Bit, bool isBigEndian)
{
    public bool Is64Bit { get; } = is64Bit;

    public bool IsBigEndian { get; } = isBigEndian;

    public ulong Length => (ulong)file.Length;

    /// <inheritdoc cref="FileBytes.Slice"/>
    public ReadOnlySpan<byte> Slice(ulong offset, ulong size, string what) => file.Slice(offset, size, what);

    public ushort UInt16(ReadOnlySpan<byte> at) =>
        IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(at) : BinaryPrimitives.ReadUInt16LittleEndian(at);

    public uint UInt32(ReadOnlySpan<byte> at) =>
        IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);

    /// <summary>An address, offset or size: 8 bytes in ELF64, 4 in ELF32.</summary>
    public ulong Word(ReadOnlySpan<byte> at) =>
        !Is64Bit ? UInt32(at)
        : IsBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(at)
        : BinaryPrimitives.ReadUInt64LittleEndian(at);
}
