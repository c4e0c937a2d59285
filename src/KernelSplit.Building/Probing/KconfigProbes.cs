using KernelSplit.Foundation;
using KernelSplit.Host.Processes;

namespace KernelSplit.Building.Probing;

/// <summary>
/// Answers the <c>$(shell,...)</c> of Kconfig files: from the cache, as long as the environment, the toolchain, the
/// installed software and the files named by a command are unchanged; by commands that run in parallel, if announced
/// with <see cref="Prefetch"/>; otherwise one after the other, as conf does. A command that may have side effects is
/// run each time it is needed, and never ahead.
/// </summary>
public sealed class KconfigProbes
{
    private readonly ProbeEnvironment _environment;
    private readonly CancellationToken _cancellation;
    private readonly Action<string> _errors;
    private readonly ProbeCommands? _commands;
    private readonly ProbeCache? _cache;
    private readonly Lazy<Headroom> _headroom;
    private readonly Dictionary<string, ProbeRun?> _probes = new(StringComparer.Ordinal);
    private readonly Queue<ProbeRun> _waiting = new();
    private readonly List<Thread> _workers = [];
    private bool _isEnding;

    /// <param name="variables">The environment that commands get.</param>
    /// <param name="directory">Where they run.</param>
    /// <param name="cacheDirectory">Where answers are cached; null for no cache.</param>
    /// <param name="errors">
    /// Receives what commands write to standard error, one char per byte; null for our standard error.
    /// </param>
    /// <param name="root">The system's root directory, without a trailing slash.</param>
    /// <param name="cancellation">
    /// The signal that stops us also kills our commands, so no answer is cached then.
    /// </param>
    public KconfigProbes(
        IReadOnlyDictionary<string, string> variables,
        string directory,
        string? cacheDirectory,
        Action<string>? errors = null,
        string root = "",
        CancellationToken cancellation = default)
    {
        _environment = new ProbeEnvironment(variables, directory);
        _cancellation = cancellation;
        _errors = errors ?? StandardError.WriteBytes;
        _headroom = new Lazy<Headroom>(() => new Headroom(_environment));
        if (!_environment.IsCacheable)
            return;
        var state = new Fingerprint();
        _environment.AddTo(state);
        InstalledSoftware.AddTo(state, _environment, root);
        _commands = new ProbeCommands(_environment, new Toolchain(_environment, state));
        _cache = cacheDirectory is not null ? new ProbeCache(cacheDirectory, state) : null;
    }

    /// <summary>The directory <c>probes</c> in the user's cache.</summary>
    public static string DirectoryOfThisUser => Path.Combine(Cache.RootOfThisUser, "probes");

    /// <summary>The number of commands that were run.</summary>
    internal int RunCount { get; private set; }

    /// <summary>What a command prints to standard output, one char per byte, as <c>sh -c</c> runs it.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no /bin/sh.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public string Run(string command)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (Understand(command) is not { } probe)
        {
            RunCount++;
            return KconfigShell.Run(command, _environment.Variables, _environment.Directory);
        }

        Answer(probe);
        if (probe.Errors.Length > 0)
            _errors(probe.Errors);
        return probe.Answer;
    }

    /// <summary>
    /// Announces a command that will probably be needed, which is run ahead if it has no side effects. May be called
    /// from another thread.
    /// </summary>
    /// <param name="command">The command.</param>
    /// <param name="isNeeded">Whether to wait for the answer.</param>
    /// <returns>Null if running it may have side effects; otherwise the answer, empty if it isn't known yet.</returns>
    public string? Prefetch(string command, bool isNeeded)
    {
        if (Understand(command) is not { } probe)
            return null;
        if (isNeeded)
            Answer(probe);
        else if (!probe.IsDone)
            RunAhead(probe);
        return probe.IsDone ? probe.Answer : "";
    }

    /// <summary>Stops what is still running and caches the answers for later runs.</summary>
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
        var probes = _probes.Values.OfType<ProbeRun>().ToList();
        probes.ForEach(probe => probe.End());
        var run = probes.Where(probe => probe.HasRun).ToList();
        RunCount += run.Count;
        // Whoever kills one of our commands may be killing all of them, the shells' children first.
        var isSound = !probes.Any(probe => probe.WasKilled) && !_cancellation.IsCancellationRequested;
        if (run.Count > 0 && isSound && _headroom.Value.WasSufficient())
            Keep(run.Where(probe => probe.Errors.Length == 0));
        probes.ForEach(probe => probe.Dispose());
        _probes.Clear();
    }

    private void Keep(IEnumerable<ProbeRun> probes) =>
        _cache?.Add(probes.ToDictionary(probe => probe.Key, probe => probe.Answer));

    private void Answer(ProbeRun probe)
    {
        if (!probe.IsDone)
            _ = _headroom.Value;
        probe.TryRun(_environment);
        probe.Wait();
    }

    private ProbeRun? Understand(string command)
    {
        lock (_probes)
        {
            if (!_probes.TryGetValue(command, out var probe))
            {
                probe = _commands?.KeyOf(command) is { } key ? new ProbeRun(command, key, _cache?.Find(key)) : null;
                _probes[command] = probe;
            }

            return probe;
        }
    }

    private void RunAhead(ProbeRun probe)
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
            ProbeRun probe;
            lock (_waiting)
            {
                while (_waiting.Count == 0 && !_isEnding)
                    Monitor.Wait(_waiting);
                if (_isEnding)
                    return;
                probe = _waiting.Dequeue();
            }

            Answer(probe);
        }
    }
}
