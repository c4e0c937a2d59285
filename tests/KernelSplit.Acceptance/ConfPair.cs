using System.Collections.Concurrent;

namespace KernelSplit.Acceptance;

/// <summary>Two <see cref="KernelConf"/> of the same kernel, which compare at the same time.</summary>
internal sealed class ConfPair(string source, string architecture, ConfLimits limits) : IDisposable
{
    private readonly KernelConf[] _confs =
        [new(source, architecture, limits: limits), new(source, architecture, limits: limits)];

    public int CrashCount => _confs.Sum(conf => conf.CrashCount);

    public KernelConf this[int index] => _confs[index];

    /// <summary>What differs, in the order of what is compared.</summary>
    /// <param name="all">What to compare.</param>
    /// <param name="compare">Null when nothing differs.</param>
    /// <param name="lane">An even number for what the first one compares; by default, they take turns.</param>
    public IReadOnlyList<string> Compare<T>(
        IReadOnlyList<T> all, Func<KernelConf, T, string?> compare, Func<T, int>? lane = null)
    {
        var differences = new ConcurrentDictionary<int, string>();
        Parallel.For(0, _confs.Length, turn =>
        {
            for (var i = 0; i < all.Count; i++)
            {
                if ((lane?.Invoke(all[i]) ?? i) % _confs.Length != turn)
                    continue;
                if (compare(_confs[turn], all[i]) is { } difference)
                    differences[i] = $"{all[i]}: {difference}";
            }
        });
        return [.. differences.OrderBy(pair => pair.Key).Select(pair => pair.Value)];
    }

    public void Dispose()
    {
        foreach (var conf in _confs)
            conf.Dispose();
    }
}
