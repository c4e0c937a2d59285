using System.Collections.Concurrent;

namespace KernelSplit.Modules.Archives;

/// <summary>Enumerates a sequence on a separate thread, while others process its items.</summary>
internal static class Prefetch
{
    /// <param name="read">Returns the sequence; must stop when its token is cancelled.</param>
    /// <param name="cancellation">Stops it with an <see cref="OperationCanceledException"/>.</param>
    public static IEnumerable<T> Run<T>(Func<CancellationToken, IEnumerable<T>> read, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var ready = new BlockingCollection<T>();
        var reader = Task.Factory.StartNew(
            () => Fill(ready, read(stop.Token)),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            foreach (var item in ready.GetConsumingEnumerable(cancellation))
                yield return item;
            reader.GetAwaiter().GetResult();
        }
        finally
        {
            stop.Cancel();
            // After cancellation or failure, wait until its open files are closed.
            ((IAsyncResult)reader).AsyncWaitHandle.WaitOne();
            _ = reader.Exception;
        }
    }

    private static void Fill<T>(BlockingCollection<T> ready, IEnumerable<T> items)
    {
        try
        {
            foreach (var item in items)
                ready.Add(item);
        }
        finally
        {
            ready.CompleteAdding();
        }
    }
}
