namespace KernelSplit.Modules.Archives;

/// <summary>Limits the bytes in memory between a reader thread and its consumers.</summary>
internal sealed class MemoryLimit(long size)
{
    private readonly object _changed = new();
    private long _used;

    /// <summary>
    /// Waits until that many bytes are free; more than the limit is granted when nothing else is in use.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was cancelled while waiting.</exception>
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

    public void Release(long bytes)
    {
        lock (_changed)
        {
            _used -= bytes;
            Monitor.PulseAll(_changed);
        }
    }

    private void Wake() => Release(0);
}
