namespace KernelSplit.Modules;

/// <summary>
/// One task for each processor. Parallel.For takes longer to compile than the work here takes.
/// </summary>
internal static class Workers
{
    /// <summary>Runs the same code in every worker and waits for all; rethrows the first exception.</summary>
    public static void Run(Action work)
    {
        var tasks = new Task[Environment.ProcessorCount];
        for (var i = 1; i < tasks.Length; i++)
            tasks[i] = Task.Run(work);
        tasks[0] = Task.CompletedTask;
        try
        {
            work();
        }
        finally
        {
            Task.WhenAll(tasks).GetAwaiter().GetResult();
        }
    }

    /// <summary>Calls back for each number from 0 to below the count, in any order.</summary>
    public static void Run(int count, Action<int> work)
    {
        const int Share = 64;
        var next = 0;
        Run(() =>
        {
            for (var start = Take(); start < count; start = Take())
            {
                for (var i = start; i < Math.Min(start + Share, count); i++)
                    work(i);
            }
        });

        int Take() => Interlocked.Add(ref next, Share) - Share;
    }
}
