using System.Buffers.Binary;
using System.Text;

namespace KernelSplit.Modules.Depmod;

/// <summary>
/// The iteration order of kmod's hash tables (shared/hash.c), which determines the order in depmod's files: by the low
/// bits of Paul Hsieh's SuperFastHash, then by name.
/// </summary>
internal static class KmodHash
{
    /// <param name="name">The key in the table.</param>
    /// <param name="buckets">The number of buckets: a power of two.</param>
    public static uint Bucket(string name, uint buckets)
    {
        const int Short = 256;
        var size = Encoding.UTF8.GetMaxByteCount(name.Length);
        var utf8 = size <= Short ? stackalloc byte[Short] : new byte[size];
        return Hash(utf8[..Encoding.UTF8.GetBytes(name, utf8)]) & (buckets - 1);
    }

    internal static uint Hash(ReadOnlySpan<byte> data)
    {
        unchecked
        {
            var hash = (uint)data.Length;
            for (; data.Length >= 4; data = data[4..])
            {
                hash += BinaryPrimitives.ReadUInt16LittleEndian(data);
                hash = (hash << 16) ^ hash ^ ((uint)BinaryPrimitives.ReadUInt16LittleEndian(data[2..]) << 11);
                hash += hash >> 11;
            }
            return Scatter(AddRest(hash, data));
        }
    }

    private static uint AddRest(uint hash, ReadOnlySpan<byte> rest)
    {
        unchecked
        {
            switch (rest.Length)
            {
                case 3:
                    hash += BinaryPrimitives.ReadUInt16LittleEndian(rest);
                    hash ^= hash << 16;
                    hash ^= (uint)rest[2] << 18;
                    return hash + (hash >> 11);
                case 2:
                    hash += BinaryPrimitives.ReadUInt16LittleEndian(rest);
                    hash ^= hash << 11;
                    return hash + (hash >> 17);
                case 1:
                    hash += rest[0];
                    hash ^= hash << 10;
                    return hash + (hash >> 1);
                default:
                    return hash;
            }
        }
    }

    private static uint Scatter(uint hash)
    {
        unchecked
        {
            hash ^= hash << 3;
            hash += hash >> 5;
            hash ^= hash << 4;
            hash += hash >> 17;
            hash ^= hash << 25;
            return hash + (hash >> 6);
        }
    }
}
