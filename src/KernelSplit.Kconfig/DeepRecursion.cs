using System.Runtime.ExceptionServices;

namespace KernelSplit.Kconfig;

/// <summary>
/// Room for what Kconfig does by recursion: conditions and dependencies may be nested deeply. The kernel's conf has 8 MiB
/// and needs less for each level.
/// </summary>
public static class DeepRecursion
{
    private const int Size = 256 << 20;

    /// <summary>Calls a function on a thread with much stack, and waits for it.</summary>
    public static T Run<T>(Func<T> function)
    {
        T? result = default;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = function();
                }
                catch (Exception e)
                {
                    failure = ExceptionDispatchInfo.Capture(e);
                }
            },
            Size);
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;
    }
}
