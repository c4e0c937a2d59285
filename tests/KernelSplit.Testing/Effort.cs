using System.Globalization;

namespace KernelSplit.Testing;

/// <summary>
/// What code costs, counted instead of timed: a loaded machine counts the same. What counting can't see, an endless
/// loop, ends with an error after <see cref="Patience"/>, which is far more than any machine needs.
/// </summary>
internal static class Effort
{
    /// <summary>What takes longer hangs.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Bytes that an action allocates on this thread.</summary>
    public static long Allocated(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Bytes that an action reads from files on this thread (proc(5), rchar).</summary>
    public static long Read(Action action)
    {
        var before = ReadSoFar();
        action();
        return ReadSoFar() - before;
    }

    /// <summary>The processor's time that this thread has had (proc(5), schedstat).</summary>
    public static TimeSpan Processor() => TimeSpan.FromTicks(long.Parse(
        File.ReadAllText("/proc/thread-self/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) / 100);

    private static long ReadSoFar() => long.Parse(
        File.ReadLines("/proc/thread-self/io").First(line =>
            line.StartsWith("rchar:", StringComparison.Ordinal))["rchar:".Length..],
        CultureInfo.InvariantCulture);
}
