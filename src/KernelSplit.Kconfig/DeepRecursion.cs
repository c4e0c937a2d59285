using System.Runtime.ExceptionServices;

namespace KernelSplit.Kconfig;

/// <summary>
/// A large stack for Kconfig's recursion: conditions and dependencies may be nested deeply. The kernel's conf has 8 MiB
/// and needs less per level.
/// </summary>
public static class DeepRecursion
{
    private const int Size = 256 << 20;

    /// <summary>Calls a function on a thread with a large stack and waits for it.</summary>
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
