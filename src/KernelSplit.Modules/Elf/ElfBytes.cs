using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using KernelSplit.Modules.Files;

namespace KernelSplit.Modules.Elf;

/// <summary>
/// An ELF file's bytes with its byte order and word size; nothing outside of them is ever read. Millions of numbers are
/// read here, so they are read in place: code compiled ahead would call the framework for each slice.
/// </summary>
internal readonly struct ElfBytes(FileBytes file, bool is64Bit, bool isBigEndian)
{
    private readonly bool _isForeign = isBigEndian == BitConverter.IsLittleEndian;

    public bool Is64Bit { get; } = is64Bit;

    public ulong Length => (ulong)file.Length;

    /// <inheritdoc cref="FileBytes.Slice"/>
    public ReadOnlySpan<byte> Slice(ulong offset, ulong size, string what) => file.Slice(offset, size, what);

    public ushort UInt16(ReadOnlySpan<byte> bytes, int at) =>
        _isForeign ? BinaryPrimitives.ReverseEndianness(Read<ushort>(bytes, at)) : Read<ushort>(bytes, at);

    public uint UInt32(ReadOnlySpan<byte> bytes, int at) =>
        _isForeign ? BinaryPrimitives.ReverseEndianness(Read<uint>(bytes, at)) : Read<uint>(bytes, at);

    /// <summary>An address, offset or size: 8 bytes in ELF64, 4 in ELF32.</summary>
    public ulong Word(ReadOnlySpan<byte> bytes, int at) =>
        !Is64Bit ? UInt32(bytes, at)
        : _isForeign ? BinaryPrimitives.ReverseEndianness(Read<ulong>(bytes, at))
        : Read<ulong>(bytes, at);

    private static T Read<T>(ReadOnlySpan<byte> bytes, int at)
        where T : unmanaged
    {
        if (at < 0 || at > bytes.Length - Unsafe.SizeOf<T>())
            throw new InvalidDataException("the ELF file ends within a number");
        return Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref MemoryMarshal.GetReference(bytes), at));
    }
}
