using KernelSplit.Host.Processes;

namespace KernelSplit.Building.Probing;

/// <summary>A command that is run once, by a worker ahead of time or when the answer is needed.</summary>
internal sealed class ProbeRun : IDisposable
{
    // A shell, and .NET, add this to the number of the signal that killed a program.
    private const int Signal = 128;

    private readonly ManualResetEventSlim _done = new();
    private readonly string _command;
    private int _isTaken;

    /// <param name="command">The command.</param>
    /// <param name="key">The key of its answer in the cache.</param>
    /// <param name="known">The answer, if it is cached.</param>
    public ProbeRun(string command, string key, string? known)
    {
        _command = command;
        Key = key;
        if (known is null)
            return;
        Answer = known;
        _isTaken = 1;
        _done.Set();
    }

    public string Key { get; }

    public string Answer { get; private set; } = "";

    public string Errors { get; private set; } = "";

    public bool HasRun { get; private set; }

    /// <summary>Whether it was killed by a signal.</summary>
    public bool WasKilled { get; private set; }

    public bool IsDone => _done.IsSet;

    /// <summary>Runs it, unless another thread does.</summary>
    public void TryRun(ProbeEnvironment environment)
    {
        if (Interlocked.Exchange(ref _isTaken, 1) != 0)
            return;
        // If the shell doesn't start, there is no answer.
        WasKilled = true;
        try
        {
            (Answer, Errors, var exitCode) =
                KconfigShell.RunWithoutInput(_command, environment.Variables, environment.Directory);
            WasKilled = exitCode > Signal;
            HasRun = true;
        }
        finally
        {
            _done.Set();
        }
    }

    /// <summary>Prevents it from being started, or waits until it has ended.</summary>
    public void End()
    {
        if (Interlocked.Exchange(ref _isTaken, 1) != 0)
            _done.Wait();
    }

    public void Wait() => _done.Wait();

    public void Dispose() => _done.Dispose();
}
