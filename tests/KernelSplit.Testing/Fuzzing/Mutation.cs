using System.Buffers.Binary;

namespace KernelSplit.Testing.Fuzzing;

/// <summary>Damages bytes as faulty disks, cut downloads and attackers do.</summary>
internal static class Mutation
{
    private static readonly string[] Texts =
        [
            "-1", "00000000000", "77777777777", "FFFFFFFF", "7fffffff", "9999999999", "\0\0\0\0", "\n\u001b[2J",
            "../../../",
        ];

    public static byte[] Apply(Random random, byte[] data)
    {
        for (var times = random.Next(1, 5); times > 0 && data.Length > 0; times--)
            data = ApplyOne(random, data);
        return data;
    }

    /// <summary>Puts a number there that such fields seldom hold.</summary>
    public static void OverwriteNumber(Random random, byte[] data, int at, int size)
    {
        var value = random.Next(8) switch
        {
            0 => 0,
            1 => 1,
            2 => long.MaxValue >> random.Next(64),
            3 => -1,
            4 => long.MinValue >> random.Next(64),
            5 => data.Length + random.Next(-64, 64),
            6 => random.Next(data.Length + 1),
            _ => random.NextInt64(),
        };
        Span<byte> bytes = stackalloc byte[8];
        if (random.Next(3) > 0)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
            bytes = bytes[..size];
        }
        else
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes, value);
            bytes = bytes[^size..];
        }
        Overwrite(data, at, bytes);
    }

    private static byte[] ApplyOne(Random random, byte[] data)
    {
        var at = random.Next(data.Length);
        var length = random.Next(1 + Math.Min(data.Length - at, 1 << random.Next(14)));
        switch (random.Next(10))
        {
            case 0:
                return data[..at];
            case 1:
                return [.. data[..at], .. data[(at + length)..]];
            case 2:
                return [.. data[..at], .. data.AsSpan(random.Next(data.Length - length + 1), length), .. data[at..]];
            case 3:
                data = [.. data];
                data.AsSpan(random.Next(data.Length - length + 1), length).CopyTo(data.AsSpan(at));
                return data;
            case 4:
                data = [.. data];
                data.AsSpan(at, length).Fill((byte)(random.Next(2) * random.Next(256)));
                return data;
            case 5 or 6:
                data = [.. data];
                OverwriteNumber(random, data, at & ~random.Next(8), 1 << random.Next(1, 4));
                return data;
            case 7:
                data = [.. data];
                Overwrite(data, at, System.Text.Encoding.ASCII.GetBytes(Texts[random.Next(Texts.Length)]));
                return data;
            default:
                data = [.. data];
                data[at] ^= (byte)(1 << random.Next(8));
                return data;
        }
    }

    private static void Overwrite(byte[] data, int at, ReadOnlySpan<byte> bytes) =>
        bytes[..Math.Min(bytes.Length, data.Length - at)].CopyTo(data.AsSpan(at));
}
