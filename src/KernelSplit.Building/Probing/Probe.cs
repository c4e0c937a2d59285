using KernelSplit.Host.Processes;

namespace KernelSplit.Building.Probing;

/// <summary>A command that is run once, by a worker ahead of time or by who needs the answer.</summary>
internal sealed class Probe : IDisposable
{
    // What a shell, and .NET, add to the number of the signal that ended a program.
    private const int Signal = 128;

    private readonly ManualResetEventSlim _done = new();
    private readonly string _command;
    private int _isTaken;

    /// <param name="command">The command.</param>
    /// <param name="key">What its answer is known by.</param>
    /// <param name="known">The answer, if it is known.</param>
    public Probe(string command, string key, string? known)
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

    /// <summary>Whether a signal ended it.</summary>
    public bool WasKilled { get; private set; }

    public bool IsDone => _done.IsSet;

    /// <summary>Runs it, unless somebody else does.</summary>
    public void TryRun(ProbeEnvironment environment)
    {
        if (Interlocked.Exchange(ref _isTaken, 1) != 0)
            return;
        // No answer at all, should the shell not start.
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

    /// <summary>Nobody needs it any more: it isn't run if it isn't running, and has ended afterwards.</summary>
    public void End()
    {
        if (Interlocked.Exchange(ref _isTaken, 1) != 0)
            _done.Wait();
    }

    public void Wait() => _done.Wait();

    public void Dispose() => _done.Dispose();
}
