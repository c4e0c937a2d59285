using System.Text;

namespace KernelSplit.Modules;

/// <summary>
/// One string for equal bytes: 185,000 imports of a distribution's kernel name 11,000 symbols. Any thread may ask; none
/// ever waits.
/// </summary>
internal sealed class StringPool
{
    private const int Buckets = 1 << 16;

    // Another one in each process: nobody can make names that all fall into one bucket.
    private readonly ulong _seed = (ulong)Random.Shared.NextInt64() | 1;
    private readonly PooledString?[] _buckets = new PooledString?[Buckets];
    private int _count;

    public PooledString Get(ReadOnlySpan<byte> utf8)
    {
        var hash = (uint)(Hash64.Of(utf8, _seed) >> 32);
        ref var bucket = ref _buckets[hash % Buckets];
        var first = Volatile.Read(ref bucket);
        PooledString? compared = null;
        PooledString? added = null;
        while (true)
        {
            for (var entry = first; entry != compared; entry = entry.Next)
            {
                if (entry!.Hash == hash && IsText(entry.Text, utf8))
                    return entry;
            }
            compared = first;
            added ??= new PooledString(Encoding.UTF8.GetString(utf8), hash, Interlocked.Increment(ref _count));
            added.Next = first;
            var seen = Interlocked.CompareExchange(ref bucket, added, first);
            if (seen == first)
                return added;
            first = seen;
        }
    }

    private static bool IsText(string text, ReadOnlySpan<byte> utf8) =>
        Ascii.Equals(utf8, text) || (!Ascii.IsValid(utf8) && text == Encoding.UTF8.GetString(utf8));
}

/// <summary>A string with what its pool knows of it.</summary>
internal sealed class PooledString(string text, uint hash, int id)
{
    public string Text { get; } = text;

    public uint Hash { get; } = hash;

    /// <summary>Another one for each string of a pool, from 1 on.</summary>
    public int Id { get; } = id;

    /// <summary>The pool's own: the next one of the same bucket.</summary>
    public PooledString? Next { get; set; }
}
