using System.Collections.Concurrent;
using KernelSplit.Foundation;
using KernelSplit.Host.Processes;

namespace KernelSplit.Building.Probing;

/// <summary>
/// Answers the <c>$(shell,...)</c> of Kconfig files: from the cache, by commands that <see cref="Prefetch"/> ran ahead,
/// otherwise one after the other, as conf does.
/// </summary>
public sealed class KconfigProbes
{
    // A shell, and .NET, add the number of the signal that ended a program to this.
    private const int Signal = 128;

    private readonly IReadOnlyDictionary<string, string> _variables;
    private readonly string _directory;
    private readonly CancellationToken _cancellation;
    private readonly Action<string> _errors;
    private readonly ProbeCommands? _commands;
    private readonly ProbeCache? _cache;
    private readonly Lazy<Headroom> _headroom;
    private readonly ConcurrentDictionary<string, Probe?> _probes = new(StringComparer.Ordinal);
    private readonly BlockingCollection<Probe> _ahead = [];
    private readonly List<Thread> _workers = [];
    private volatile bool _isEnding;
    private int _runs;

    /// <param name="variables">The environment that commands get.</param>
    /// <param name="directory">Where they run.</param>
    /// <param name="cacheDirectory">Where answers are cached; null for no cache.</param>
    /// <param name="errors">
    /// Receives what commands write to standard error, one char per byte; null for our standard error.
    /// </param>
    /// <param name="root">The system's root directory, without a trailing slash.</param>
    /// <param name="cancellation">
    /// The signal that stops us also ends our commands, so no answer is cached then.
    /// </param>
    public KconfigProbes(
        IReadOnlyDictionary<string, string> variables,
        string directory,
        string? cacheDirectory,
        Action<string>? errors = null,
        string root = "",
        CancellationToken cancellation = default)
    {
        (_variables, _directory, _cancellation) = (variables, directory, cancellation);
        _errors = errors ?? StandardError.WriteBytes;
        _headroom = new Lazy<Headroom>(() => new Headroom(variables, directory));
        var machine = new ProbeMachine(variables, directory, root);
        _commands = machine.IsCacheable ? new ProbeCommands(machine) : null;
        _cache = cacheDirectory is not null && machine.IsCacheable
            ? new ProbeCache(cacheDirectory, machine.State())
            : null;
    }

    /// <summary>The directory <c>probes</c> in the user's cache.</summary>
    public static string DirectoryOfThisUser => Path.Combine(Cache.RootOfThisUser, "probes");

    /// <summary>The number of commands that were run.</summary>
    internal int RunCount => _runs;

    /// <summary>What a command prints to standard output, one char per byte, as <c>sh -c</c> runs it.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no /bin/sh.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public string Run(string command)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (Find(command) is not { } probe)
        {
            Interlocked.Increment(ref _runs);
            return KconfigShell.Run(command, _variables, _directory);
        }

        if (probe.Result.Value.Errors is { Length: > 0 } errors)
            _errors(errors);
        return probe.Result.Value.Answer;
    }

    /// <summary>
    /// Announces a command that will probably be needed, which is run ahead if it only asks. May be called from
    /// another thread.
    /// </summary>
    /// <param name="command">The command.</param>
    /// <param name="isNeeded">Whether to wait for the answer.</param>
    /// <returns>Null if running it may have side effects; otherwise the answer, empty if it isn't known yet.</returns>
    public string? Prefetch(string command, bool isNeeded)
    {
        if (Find(command) is not { } probe)
            return null;
        if (!isNeeded && !probe.Result.IsValueCreated)
        {
            RunAhead(probe);
            return "";
        }

        return probe.Result.Value.Answer;
    }

    /// <summary>Stops what is still running and caches the answers for later runs.</summary>
    public void Save()
    {
        lock (_workers)
            _isEnding = true;
        _ahead.CompleteAdding();
        _workers.ForEach(worker => worker.Join());
        var run = _probes.Values.OfType<Probe>()
            .Where(probe => probe is { IsKnown: false, Result.IsValueCreated: true }).ToList();
        // Whoever ends one of our commands may be ending all of them, the shells' children first.
        var isSound = run.All(probe => probe.Result.Value.ExitCode <= Signal)
            && !_cancellation.IsCancellationRequested && _runs > 0 && _headroom.Value.WasSufficient();
        var answers = run.Where(probe => probe.Result.Value.Errors.Length == 0)
            .ToDictionary(probe => probe.Key, probe => probe.Result.Value.Answer);
        if (isSound && answers.Count > 0)
            _cache?.Add(answers);
    }

    private Probe? Find(string command) => _probes.GetOrAdd(command, _ =>
        _commands?.KeyOf(command) is not { } key ? null
        : _cache?.Find(key) is { } answer ? new Probe(key, true, new((answer, "", 0)))
        : new Probe(key, false, new Lazy<(string, string, int)>(() => RunNow(command))));

    private (string Answer, string Errors, int ExitCode) RunNow(string command)
    {
        _ = _headroom.Value;
        Interlocked.Increment(ref _runs);
        return KconfigShell.RunWithoutInput(command, _variables, _directory);
    }

    private void RunAhead(Probe probe)
    {
        lock (_workers)
        {
            if (_isEnding)
                return;
            _ahead.Add(probe, CancellationToken.None);
            if (_workers.Count >= Environment.ProcessorCount)
                return;
            _workers.Add(new Thread(Work) { IsBackground = true });
            _workers[^1].Start();
        }
    }

    private void Work()
    {
        foreach (var probe in _ahead.GetConsumingEnumerable())
        {
            try
            {
                if (!_isEnding)
                    _ = probe.Result.Value;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // Whoever needs the answer gets it.
            }
        }
    }

    private sealed record Probe(
        string Key, bool IsKnown, Lazy<(string Answer, string Errors, int ExitCode)> Result);
}
