using System.Text;
using KernelSplit.Foundation;

namespace KernelSplit.Modules;

/// <summary>
/// Interns strings: the 185,000 imports of a distribution's kernel name 11,000 symbols. Thread-safe and lock-free.
/// </summary>
internal sealed class StringPool
{
    private const int Buckets = 1 << 13;

    // Random in each process, so that input can't be made to collide in one bucket.
    private readonly ulong _seed = (ulong)Random.Shared.NextInt64() | 1;
    private readonly Entry?[] _buckets = new Entry?[Buckets];

    public ulong HashOf(ReadOnlySpan<byte> utf8) => Hash64.Of(utf8, _seed);

    public string Get(ReadOnlySpan<byte> utf8) => Get(utf8, HashOf(utf8));

    /// <param name="utf8">The string's bytes.</param>
    /// <param name="hash">Their <see cref="HashOf"/>.</param>
    public string Get(ReadOnlySpan<byte> utf8, ulong hash)
    {
        ref var bucket = ref _buckets[hash % Buckets];
        var first = Volatile.Read(ref bucket);
        Entry? compared = null;
        Entry? added = null;
        while (true)
        {
            for (var entry = first; entry != compared; entry = entry.Next)
            {
                if (entry!.Hash == hash && IsText(entry.Text, utf8))
                    return entry.Text;
            }
            compared = first;
            added ??= new Entry(Encoding.UTF8.GetString(utf8), hash);
            added.Next = first;
            var seen = Interlocked.CompareExchange(ref bucket, added, first);
            if (seen == first)
                return added.Text;
            first = seen;
        }
    }

    private static bool IsText(string text, ReadOnlySpan<byte> utf8) =>
        Ascii.Equals(utf8, text) || (!Ascii.IsValid(utf8) && text == Encoding.UTF8.GetString(utf8));

    private sealed class Entry(string text, ulong hash)
    {
        public string Text { get; } = text;

        public ulong Hash { get; } = hash;

        public Entry? Next { get; set; }
    }
}
