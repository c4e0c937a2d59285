using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using KernelSplit.Host.Machine;
using KernelSplit.Host.Processes;
using KernelSplit.Splitting.Projects;

namespace KernelSplit.Building.Builds;

/// <summary>distcc or icecc, which send preprocessed sources to other machines' compilers.</summary>
internal sealed partial class Distributor
{
    // Enough for a compiler of another version to show itself: in what it makes of this, and in .comment, where GCC
    // writes its version and the distribution's.
    private const string Sample = """
        struct list { struct list *next; unsigned long long flags; int count; };
        static inline int weight(unsigned long long flags) { return __builtin_popcountll(flags) * 7; }
        long sum(struct list *list, const char *text, int n)
        {
            long total = 0;
            for (; list; list = list->next)
                total += list->count % 13 ? weight(list->flags) : text[n & 7] / (list->count | 1);
            switch (n) { case 1: return total << 2; case 5: return -total; case 9: return total ^ n; }
            return total;
        }

        """;

    private const int ControlPort = 8766;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PatienceWithCompiler = TimeSpan.FromSeconds(20);
    private readonly string _log;
    private readonly Regex _line;

    private Distributor(string program, string log, Regex line, Dictionary<string, string> variables, int? jobs) =>
        (Program, _log, _line, Variables, Jobs) = (program, log, line, variables, jobs);

    public string Program { get; }

    public IReadOnlyDictionary<string, string> Variables { get; }

    public int? Jobs { get; }

    public static Task<Distributor> Create(
        BuildSettings settings, string compiler, string directory, Action<string> notice,
        CancellationToken cancellation)
    {
        var need = settings.Distribute == Need.Distcc.Name ? Need.Distcc : Need.Icecc;
        var program = ProgramPath.Find(need.Name) ?? throw Doctor.Unmet([need]);
        var log = Path.Combine(directory, need.Name + ".log");
        return need == Need.Distcc
            ? Distcc(program, log, settings.Hosts, compiler, notice, cancellation)
            : Icecc(program, log, settings.Hosts, compiler, notice, cancellation);
    }

    /// <summary>How many objects each machine has compiled, in the order of their numbers.</summary>
    public IReadOnlyList<(string Name, int Count)> Compiled() => !File.Exists(_log) ? [] : [
        .. File.ReadLines(_log).Select(line => _line.Match(line)).Where(match => match.Success)
            .CountBy(match => match.Groups["host"].Value).OrderByDescending(host => host.Value)
            .Select(host => (host.Key, host.Value))];

    private static async Task<Distributor> Distcc(
        string program, string log, IReadOnlyList<string> hosts, string compiler, Action<string> notice,
        CancellationToken cancellation)
    {
        var usable = new List<string>();
        foreach (var host in hosts)
        {
            if (IsHere(host))
                usable.Add(host);
            else if (await Refusal(program, host, compiler, Path.GetDirectoryName(log)!, cancellation) is { } refusal)
                notice($"{host} isn't used: {refusal}");
            else
                usable.Add(host);
        }

        if (usable.All(IsHere))
        {
            throw new MissingToolException(
                "none of the hosts can compile for this machine",
                "Start distccd there, with the same compiler as here");
        }

        // Whoever has jobs to spare compiles here too, and preprocesses for the others (distcc(1)).
        var processors = Environment.ProcessorCount;
        if (!usable.Any(IsHere))
            usable.Add(string.Create(CultureInfo.InvariantCulture, $"localhost/{processors}"));
        var variables = new Dictionary<string, string>
        {
            ["DISTCC_HOSTS"] = string.Create(
                CultureInfo.InvariantCulture, $"--localslots_cpp={4 * processors} {string.Join(' ', usable)}"),
            ["DISTCC_LOG"] = log,
            ["DISTCC_VERBOSE"] = "1",
        };
        var slots = await Tool.Output(new ToolCall(program, "-j") { Environment = variables }, cancellation);
        var jobs = int.Parse(slots.Trim(), CultureInfo.InvariantCulture);
        return new Distributor(program, log, CompiledByDistcc(), variables, jobs);
    }

    /// <summary>Whether it is distcc's word for compiling without a network.</summary>
    private static bool IsHere(string host) =>
        host == "localhost" || host.StartsWith("localhost/", StringComparison.Ordinal);

    /// <summary>Compiles a sample there and here; why they don't agree, or null.</summary>
    private static async Task<string?> Refusal(
        string program, string host, string compiler, string directory, CancellationToken cancellation)
    {
        var (source, here, there) = (
            Path.Combine(directory, "sample.c"), Path.Combine(directory, "here.o"), Path.Combine(directory, "there.o"));
        await File.WriteAllTextAsync(source, Sample, cancellation);
        string[] arguments = ["-O2", "-c", "sample.c", "-o"];
        await Tool.Run(
            new ToolCall(compiler, [.. arguments, here]) { Directory = directory }, null, cancellation);
        File.Delete(there);
        var said = new List<string>();
        // distcc waits without end for some that speak another protocol.
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        enough.CancelAfter(PatienceWithCompiler);
        int ended;
        try
        {
            ended = await Tool.Run(
                new ToolCall(program, [compiler, .. arguments, there])
                {
                    Directory = directory,
                    MayFail = true,
                    Environment = new Dictionary<string, string>
                    {
                        ["DISTCC_HOSTS"] = host,
                        ["DISTCC_FALLBACK"] = "0",
                        ["DISTCC_BACKOFF_PERIOD"] = "0",
                        ["DISTCC_LOG"] = "",
                        ["DISTCC_VERBOSE"] = "0",
                    },
                }, said.Add, enough.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"it hasn't compiled ten lines in {PatienceWithCompiler.TotalSeconds} s";
        }

        if (ended != 0 || !File.Exists(there))
            return $"it doesn't compile ({said.FirstOrDefault() ?? "it says nothing"})";
        return File.ReadAllBytes(here).AsSpan().SequenceEqual(File.ReadAllBytes(there))
            ? null
            : $"its {compiler} gives other code than this machine's";
    }

    private static async Task<Distributor> Icecc(
        string program, string log, IReadOnlyList<string> hosts, string compiler, Action<string> notice,
        CancellationToken cancellation)
    {
        var variables = new Dictionary<string, string> { ["ICECC_LOGFILE"] = log, ["ICECC_DEBUG"] = "debug" };
        var directory = Path.GetDirectoryName(log)!;
        await File.WriteAllTextAsync(Path.Combine(directory, "sample.c"), Sample, cancellation);
        await Tool.Run(
            new ToolCall(program, compiler, "-O2", "-c", "sample.c", "-o", "there.o")
            {
                Directory = directory,
                Environment = variables,
            }, null, cancellation);
        if (File.Exists(log) && File.ReadAllText(log).Contains("no local daemon found", StringComparison.Ordinal))
            throw new MissingToolException("icecc finds no iceccd on this machine", "Start it; it finds the scheduler");
        File.Delete(log);
        var scheduler = hosts.Count > 0 ? hosts[0] : "localhost";
        var jobs = await JobsKnownTo(scheduler, cancellation);
        if (jobs is null)
            notice(
                $"icecc's scheduler doesn't answer at {scheduler}, port {ControlPort}: jobs as for this machine alone");
        return new Distributor(program, log, CompiledByIcecc(), variables, jobs);
    }

    /// <summary>The sum of the machines' jobs, from the scheduler's control port ("listcs"); null without an answer.
    /// </summary>
    private static async Task<int?> JobsKnownTo(string scheduler, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        enough.CancelAfter(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(scheduler, ControlPort, enough.Token);
            using var stream = client.GetStream();
            using var reader = new StreamReader(stream);
            await stream.WriteAsync("listcs\nquit\n"u8.ToArray(), enough.Token);
            var jobs = 0;
            // Bounded, whoever answers there.
            for (var lines = 0; lines < 10_000 && await reader.ReadLineAsync(enough.Token) is { } line; lines++)
            {
                if (JobsOfHost().Match(line) is { Success: true } host)
                    jobs += int.Parse(host.Groups["most"].Value, CultureInfo.InvariantCulture);
            }

            return jobs > 0 ? jobs : null;
        }
        catch (Exception e) when (e is IOException or SocketException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>distcc's log: <c>distcc[1] compile x.c on 10.0.0.5:3632/8 completed ok</c>.</summary>
    [GeneratedRegex(@"\] compile \S+ on (?<host>[^/,\s]+)\S* completed ok$")]
    private static partial Regex CompiledByDistcc();

    /// <summary>icecc's log: <c>Have to use host 10.0.0.5:10245 - Job ID: ...</c>.</summary>
    [GeneratedRegex(@"Have to use host (?<host>[^:\s]+)")]
    private static partial Regex CompiledByIcecc();

    [GeneratedRegex(@"jobs=\d{1,4}/(?<most>\d{1,4}) ")]
    private static partial Regex JobsOfHost();
}
