using System.Text;
using KernelSplit.Kbuild.Processes;

namespace KernelSplit.Kbuild.Probing;

/// <summary>
/// Answers the <c>$(shell,...)</c> of Kconfig files: from the cache, as long as nothing that an answer follows from has
/// changed; by commands that run side by side, once somebody foresees them; or else as conf does, one after the other.
/// A command whose effects or inputs can't be told is run each time it is asked, and never ahead. So is one that said
/// something to standard error the last time.
/// </summary>
public sealed class KconfigProbes
{
    private readonly ProbeEnvironment _environment;
    private readonly Action<string> _errors;
    private readonly ToolFacts _tools;
    private readonly ProbeCache? _cache;
    private readonly Dictionary<string, Probe?> _probes = new(StringComparer.Ordinal);
    private readonly Queue<Probe> _waiting = new();
    private readonly List<Thread> _workers = [];
    private bool _isEnding;

    /// <param name="variables">The environment that commands get.</param>
    /// <param name="directory">Where they run.</param>
    /// <param name="cacheFolder">Where answers are kept; nowhere when null.</param>
    /// <param name="errors">Gets what commands write to standard error, one char a byte; ours does when null.</param>
    public KconfigProbes(
        IReadOnlyDictionary<string, string> variables, string directory, string? cacheFolder, Action<string>? errors = null)
    {
        _environment = new ProbeEnvironment(variables, directory);
        _errors = errors ?? WriteToStandardError;
        _tools = new ToolFacts(_environment);
        _cache = cacheFolder is not null && _environment.IsSteady ? new ProbeCache(cacheFolder, _environment) : null;
    }

    /// <summary><c>probes</c> in the user's cache.</summary>
    public static string FolderOfThisUser => Path.Combine(Files.Cache.RootOfThisUser, "probes");

    /// <summary>How many commands were run.</summary>
    internal int RunCount { get; private set; }

    /// <summary>What a command prints to standard output, one char a byte, as <c>sh -c</c> runs it.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no /bin/sh.</exception>
    public string Run(string command)
    {
        if (_cache?.Find(command) is { } known)
            return known;
        if (Understand(command) is not { } probe)
        {
            RunCount++;
            return KconfigShell.Run(command, _environment.Variables, _environment.Directory);
        }

        probe.TryRun(_environment);
        probe.Wait();
        if (probe.Errors.Length > 0)
            _errors(probe.Errors);
        return probe.Answer;
    }

    /// <summary>
    /// Hears that a command will probably be asked, and runs it in the meantime if running it has no effect. May be called
    /// by another thread.
    /// </summary>
    /// <param name="command">The command.</param>
    /// <param name="isNeeded">Whether to wait for the answer.</param>
    /// <returns>Null if running it may have an effect; else the answer, empty if it isn't there yet.</returns>
    public string? Foresee(string command, bool isNeeded)
    {
        if (_cache?.Find(command) is { } known)
            return known;
        if (Understand(command) is not { } probe)
            return null;
        if (isNeeded)
        {
            probe.TryRun(_environment);
            probe.Wait();
        }
        else
        {
            RunAhead(probe);
        }

        return probe.IsDone ? probe.Answer : "";
    }

    /// <summary>Ends what is still running and keeps the answers for later runs.</summary>
    public void Save()
    {
        lock (_waiting)
        {
            _isEnding = true;
            _waiting.Clear();
            Monitor.PulseAll(_waiting);
        }

        foreach (var worker in _workers)
            worker.Join();
        var done = new List<Probe>();
        foreach (var probe in _probes.Values)
        {
            if (probe is null)
                continue;
            probe.End();
            RunCount += probe.IsDone ? 1 : 0;
            if (probe.IsLasting)
                done.Add(probe);
        }

        if (done.Count > 0)
            _cache?.Add(done);
        foreach (var probe in _probes.Values)
            probe?.Dispose();
        _probes.Clear();
    }

    private Probe? Understand(string command)
    {
        if (!_environment.IsSteady)
            return null;
        lock (_probes)
        {
            if (!_probes.TryGetValue(command, out var probe))
            {
                probe = ProbeInputs.Of(command, _environment, _tools) is { } files ? new Probe(command, files) : null;
                _probes[command] = probe;
            }

            return probe;
        }
    }

    private void RunAhead(Probe probe)
    {
        lock (_waiting)
        {
            if (_isEnding)
                return;
            _waiting.Enqueue(probe);
            if (_workers.Count < Environment.ProcessorCount)
            {
                _workers.Add(new Thread(Work) { IsBackground = true });
                _workers[^1].Start();
            }

            Monitor.Pulse(_waiting);
        }
    }

    private void Work()
    {
        while (true)
        {
            Probe probe;
            lock (_waiting)
            {
                while (_waiting.Count == 0 && !_isEnding)
                    Monitor.Wait(_waiting);
                if (_isEnding)
                    return;
                probe = _waiting.Dequeue();
            }

            probe.TryRun(_environment);
        }
    }

    private static void WriteToStandardError(string text)
    {
        using var errors = Console.OpenStandardError();
        errors.Write(Encoding.Latin1.GetBytes(text));
    }
}
