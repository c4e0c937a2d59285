using System.Collections.Concurrent;

namespace KernelSplit.Modules.Archives;

/// <summary>Goes through a sequence on a thread of its own, while others work on what it has given so far.</summary>
internal static class ReadAhead
{
    /// <param name="read">Gives the sequence; stops when its token says so.</param>
    /// <param name="cancellation">Ends it with an <see cref="OperationCanceledException"/>.</param>
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
            // Cancelled or failed: the files that it may still have open are closed before the caller goes on.
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
