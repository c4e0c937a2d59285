using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using KernelSplit.Modules.Files;

namespace KernelSplit.Modules.Elf;

/// <summary>
/// An ELF file's bytes with its byte order and word size, bounds-checked. Millions of numbers are read here, so they
/// are read in place: AOT-compiled code would call the framework for each slice.
/// </summary>
internal readonly struct ElfBytes(FileBytes file, bool is64Bit, bool isBigEndian)
{
    private readonly bool _isForeign = isBigEndian == BitConverter.IsLittleEndian;

    public bool Is64Bit { get; } = is64Bit;

    public ulong Length => (ulong)file.Length;

    /// <inheritdoc cref="FileBytes.Slice"/>
    public ReadOnlySpan<byte> Slice(ulong offset, ulong size, string what) => file.Slice(offset, size, what);

    public ushort UInt16(ReadOnlySpan<byte> bytes, int at)
    {
        var value = Unsafe.ReadUnaligned<ushort>(in At(bytes, at, sizeof(ushort)));
        return _isForeign ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    public uint UInt32(ReadOnlySpan<byte> bytes, int at)
    {
        var value = Unsafe.ReadUnaligned<uint>(in At(bytes, at, sizeof(uint)));
        return _isForeign ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    /// <summary>An address, offset or size: 8 bytes in ELF64, 4 in ELF32.</summary>
    public ulong Word(ReadOnlySpan<byte> bytes, int at)
    {
        if (!Is64Bit)
            return UInt32(bytes, at);
        var value = Unsafe.ReadUnaligned<ulong>(in At(bytes, at, sizeof(ulong)));
        return _isForeign ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    private static ref readonly byte At(ReadOnlySpan<byte> bytes, int at, int size)
    {
        if (at < 0 || at > bytes.Length - size)
            throw new InvalidDataException("the ELF file is truncated within a number");
        return ref bytes[at];
    }
}
