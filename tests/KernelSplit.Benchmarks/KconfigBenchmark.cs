using System.Diagnostics;

namespace KernelSplit.Benchmarks;

/// <summary>
/// <c>kernelsplit conf --olddefconfig</c> against the tree's own conf, in a folder that kbuild has prepared. kbuild itself
/// says which environment conf gets: it is asked with a script in conf's place.
/// </summary>
internal sealed class KconfigBenchmark(string source, string build, string program, string cache)
{
    private const string Conf = "scripts/kconfig/conf";
    private static readonly string[] Arguments = ["-s", "--olddefconfig", "Kconfig"];

    private readonly string _library = Path.Combine(cache, "popen-replay.so");
    private readonly string _probes = Path.Combine(cache, "kernelsplit", "probes");

    /// <summary>Ours, theirs with answers from memory, and theirs as it is.</summary>
    public (TimedCommand Ours, TimedCommand Replayed, TimedCommand Bare) Prepare()
    {
        var folder = Directory.CreateDirectory(build).FullName;
        Must("make", "-s", "-C", source, $"O={folder}", "defconfig");
        var shim = Path.Combine(AppContext.BaseDirectory, "popen-replay.c");
        Must("cc", "-shared", "-fPIC", "-O2", "-o", _library, shim);
        var environment = Environment(folder);
        var conf = Path.Combine(folder, Conf);
        return (
            new TimedCommand(program, ["conf", .. Arguments]) { Cache = cache, Folder = folder, Environment = environment },
            new TimedCommand(conf, Arguments)
            {
                Folder = folder,
                Environment = new(environment) { ["LD_PRELOAD"] = _library, ["POPEN_ANSWERS"] = Path.Combine(cache, "answers") },
            },
            new TimedCommand(conf, Arguments) { Folder = folder, Environment = environment });
    }

    public void ForgetProbes()
    {
        if (Directory.Exists(_probes))
            Directory.Delete(_probes, recursive: true);
    }

    private Dictionary<string, string> Environment(string folder)
    {
        var conf = Path.Combine(folder, Conf);
        var said = Path.Combine(cache, "environment");
        File.Move(conf, conf + ".built");
        try
        {
            File.WriteAllText(conf, $"#!/bin/sh\nenv -0 >'{said}'\n");
            Must("chmod", "+x", conf);
            Must("make", "-s", "-C", source, $"O={folder}", "olddefconfig");
        }
        finally
        {
            File.Move(conf + ".built", conf, overwrite: true);
        }

        return File.ReadAllText(said).Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(variable => variable.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
    }

    private static void Must(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with exit code {process.ExitCode}");
    }
}
