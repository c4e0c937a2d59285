using System.Runtime.InteropServices;

namespace KernelSplit.Host.Processes;

/// <summary>The end of this process, whatever its threads are doing.</summary>
public static partial class ProcessEnd
{
    /// <summary>
    /// Kills what runs and exits. <see cref="Environment.Exit"/> would wait for threads that may wait for input.
    /// </summary>
    public static void Now(int exitCode)
    {
        Tool.KillAll();
        Exit(exitCode);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void Exit(int code);
}
