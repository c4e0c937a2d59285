namespace KernelSplit.Modules.Archives;

/// <summary>How many bytes may be in memory at a time between one thread that reads and those that use them.</summary>
internal sealed class MemoryRoom(long size)
{
    private readonly object _changed = new();
    private long _used;

    /// <summary>Waits until there is room; what is larger than all of it has room when nothing else is there.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled while it waited.</exception>
    public void Take(long bytes, CancellationToken cancellation)
    {
        using var wake = cancellation.Register(Wake);
        lock (_changed)
        {
            while (_used > 0 && _used + bytes > size)
            {
                cancellation.ThrowIfCancellationRequested();
                Monitor.Wait(_changed);
            }
            _used += bytes;
        }
    }

    public void Give(long bytes)
    {
        lock (_changed)
        {
            _used -= bytes;
            Monitor.PulseAll(_changed);
        }
    }

    private void Wake() => Give(0);
}
