using KernelSplit.Kbuild.Processes;

namespace KernelSplit.Kbuild.Probing;

/// <summary>A command that is run once, by whoever comes first: a worker ahead of its time, or who needs the answer.</summary>
internal sealed class Probe(string command, IReadOnlyCollection<string> files) : IDisposable
{
    private readonly ManualResetEventSlim _done = new();
    private int _isTaken;

    public string Command => command;

    public string Answer { get; private set; } = "";

    public string Errors { get; private set; } = "";

    /// <summary>The files that the answer follows from, as they were before.</summary>
    public List<KeyValuePair<string, string>> States { get; } = [];

    /// <summary>Whether the answer can be kept: nothing was wrong, and a later change of a file will show.</summary>
    public bool IsLasting { get; private set; }

    public bool IsDone => _done.IsSet;

    /// <summary>Runs it, unless somebody else does.</summary>
    public void TryRun(ProbeEnvironment environment)
    {
        if (Interlocked.Exchange(ref _isTaken, 1) != 0)
            return;
        try
        {
            var isLasting = true;
            foreach (var file in environment.CommonFiles.Concat(files))
            {
                States.Add(new(file, FileState.Of(environment.Locate(file), out var isSettled)));
                isLasting &= isSettled;
            }

            Answer = KconfigShell.Run(command, environment.Variables, environment.Directory, out var errors);
            Errors = errors;
            IsLasting = isLasting && errors.Length == 0;
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
