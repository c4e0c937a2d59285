using System.Buffers.Binary;

namespace KernelSplit.Modules.Archives;

/// <summary>One header block of a tar archive (POSIX pax, "ustar Interchange Format"; GNU tar's tar.h).</summary>
/// <param name="Name">Bytes, without NUL.</param>
/// <param name="Size">Bytes after the header.</param>
/// <param name="Type">The type flag.</param>
/// <param name="HasMoreSparseBlocks">GNU's sparse format: blocks with the sparse map follow.</param>
internal readonly record struct TarHeader(byte[] Name, long Size, char Type, bool HasMoreSparseBlocks)
{
    public const int BlockSize = 512;

    private const int MagicOffset = 257;
    private const int ChecksumOffset = 148;
    private const int ChecksumSize = 8;

    public static bool HasMagic(ReadOnlySpan<byte> start) =>
        start.Length > MagicOffset && start[MagicOffset..].StartsWith("ustar"u8);

    /// <summary>Null for the zero block that ends an archive.</summary>
    /// <exception cref="InvalidDataException">Not a valid header.</exception>
    public static TarHeader? Parse(ReadOnlySpan<byte> block)
    {
        if (!block.ContainsAnyExcept((byte)0))
            return null;
        if (!HasMagic(block) || ParseNumber(block.Slice(ChecksumOffset, ChecksumSize)) != Checksum(block))
            throw new InvalidDataException("damaged tar archive: invalid header");
        var isGnu = block[MagicOffset + 5] == ' ';
        byte[] name = [.. Text(block[..100])];
        var prefix = Text(block.Slice(345, 155));
        if (!isGnu && !prefix.IsEmpty)
            name = [.. prefix, (byte)'/', .. name];
        return new TarHeader(name, ParseNumber(block.Slice(124, 12)), (char)block[156], isGnu && block[482] != 0);
    }

    private static long Checksum(ReadOnlySpan<byte> block)
    {
        // The checksum field itself counts as spaces.
        long sum = ChecksumSize * ' ';
        for (var i = 0; i < BlockSize; i++)
        {
            if (i is < ChecksumOffset or >= ChecksumOffset + ChecksumSize)
                sum += block[i];
        }
        return sum;
    }

    /// <summary>Octal digits, or GNU's binary numbers: the first bit set, big-endian.</summary>
    private static long ParseNumber(ReadOnlySpan<byte> field)
    {
        long number = 0;
        if (field[0] >= 0x80)
        {
            if (field[0] != 0x80 || field[1..Math.Max(1, field.Length - 8)].ContainsAnyExcept((byte)0))
                throw new InvalidDataException("damaged tar archive: number out of range");
            number = BinaryPrimitives.ReadInt64BigEndian(field[^8..]);
        }
        else
        {
            foreach (var digit in Text(field).Trim((byte)' '))
            {
                if (digit is < (byte)'0' or > (byte)'7')
                    throw new InvalidDataException("damaged tar archive: invalid number");
                number = (number * 8) + (digit - '0');
            }
        }
        return number >= 0 ? number : throw new InvalidDataException("damaged tar archive: negative number");
    }

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }
}
