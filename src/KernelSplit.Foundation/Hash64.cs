using System.Buffers.Binary;
using System.Numerics;

namespace KernelSplit.Foundation;

/// <summary>A fast hash of bytes, against damage and for lookup; it is not cryptographic.</summary>
public static class Hash64
{
    /// <summary>The hash of bytes; another seed gives another hash.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes, ulong seed)
    {
        var hash = seed ^ (ulong)bytes.Length;
        if (bytes.Length >= sizeof(ulong))
        {
            // The last word may overlap the one before it.
            var last = BinaryPrimitives.ReadUInt64LittleEndian(bytes[^sizeof(ulong)..]);
            for (; bytes.Length > sizeof(ulong); bytes = bytes[sizeof(ulong)..])
                hash = Mix(hash, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            return Mix(hash, last);
        }
        ulong word = 0;
        foreach (var value in bytes)
            word = (word << 8) | value;
        return Mix(hash, word);
    }

    private static ulong Mix(ulong hash, ulong word)
    {
        hash = BitOperations.RotateLeft(hash ^ word, 29) * 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 31);
    }
}
