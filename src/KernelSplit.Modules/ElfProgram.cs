using System.Buffers.Binary;
using KernelSplit.Modules.Elf;

namespace KernelSplit.Modules;

/// <summary>An executable file, as far as it tells where it runs.</summary>
/// <param name="Architecture">As in <c>make ARCH=</c>; null if unknown.</param>
/// <param name="IsStatic">Whether it runs without a dynamic linker.</param>
public sealed record ElfProgram(string? Architecture, bool IsStatic)
{
    private const int SmallestHeader = 64;
    private const int Wide = 2; // ELFCLASS64
    private const uint Interpreter = 3; // PT_INTERP

    /// <param name="file">Its bytes; only little-endian files are understood.</param>
    /// <returns>Null if it isn't ELF.</returns>
    public static ElfProgram? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < SmallestHeader
            || !file.StartsWith((ReadOnlySpan<byte>)[0x7F, (byte)'E', (byte)'L', (byte)'F']))
            return null;
        var isWide = file[4] == Wide;
        var offset = isWide
            ? BinaryPrimitives.ReadUInt64LittleEndian(file[32..]) : BinaryPrimitives.ReadUInt32LittleEndian(file[28..]);
        var sizes = file[(isWide ? 54 : 42)..];
        var (size, count) =
            (BinaryPrimitives.ReadUInt16LittleEndian(sizes), BinaryPrimitives.ReadUInt16LittleEndian(sizes[2..]));
        var isDynamic = false;
        for (var at = offset; count > 0 && at <= (ulong)(file.Length - sizeof(uint)); at += size, count--)
            isDynamic |= BinaryPrimitives.ReadUInt32LittleEndian(file[(int)at..]) == Interpreter;
        return new(ElfMachine.ArchitectureOf(BinaryPrimitives.ReadUInt16LittleEndian(file[18..])), !isDynamic);
    }
}
