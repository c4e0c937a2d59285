using System.Diagnostics;

namespace KernelSplit.Benchmarks;

/// <summary>
/// Our conf, <c>--olddefconfig</c>, against the tree's own, in a directory that kbuild has prepared. kbuild itself says
/// which environment conf gets: it is asked with a script in conf's place.
/// </summary>
internal sealed class KconfigBenchmark(string source, string build, string checkout, string program, string cache)
{
    private const string Conf = "scripts/kconfig/conf";
    private static readonly string[] Arguments = ["-s", "--olddefconfig", "Kconfig"];

    private static readonly string[] Fragments =
    [
        "kernel/configs/kvm_guest.config", "kernel/configs/xen.config", "arch/x86/configs/xen.config",
        "kernel/configs/hardening.config", "kernel/configs/debug.config",
    ];

    private readonly string _data = Path.Combine(cache, "popen-replay.so");
    private readonly string _probes = Path.Combine(cache, "kernelsplit", "probes");

    /// <summary>Ours, theirs with answers from memory, and theirs as it is.</summary>
    public (TimedCommand Ours, TimedCommand Replayed, TimedCommand Bare) Prepare()
    {
        foreach (var needed in new[] { "Kconfig", "scripts/dummy-tools", "scripts/kconfig/merge_config.sh" })
        {
            if (!Path.Exists(Path.Combine(source, needed)))
                throw new MissingException($"{source} is no kernel source of Linux 5.7 or later: it has no {needed}");
        }

        var folder = Directory.CreateDirectory(build).FullName;
        Must("make", "-s", "-C", source, $"O={folder}", "defconfig");
        var shim = Path.Combine(AppContext.BaseDirectory, "popen-replay.c");
        Must("cc", "-shared", "-fPIC", "-O2", "-o", _data, shim);
        var environment = Environment(folder);
        var conf = Path.Combine(folder, Conf);
        return (
            new TimedCommand(PublishConf(), Arguments) { Cache = cache, Folder = folder, Environment = environment },
            new TimedCommand(conf, Arguments)
            {
                Folder = folder,
                Environment = new(environment)
                {
                    ["LD_PRELOAD"] = _data,
                    ["POPEN_ANSWERS"] = Path.Combine(cache, "answers"),
                },
            },
            new TimedCommand(conf, Arguments) { Folder = folder, Environment = environment });
    }

    /// <summary>
    /// The fragments that come with the kernel, laid upon the default configuration: ours, and merge_config.sh.
    /// </summary>
    public (TimedCommand Ours, TimedCommand Theirs) PrepareMerge()
    {
        var fragments = Fragments.Select(fragment => Path.Combine(source, fragment)).Where(File.Exists).ToArray();
        var config = Path.Combine(cache, "base.config");
        File.Copy(Path.Combine(build, ".config"), config, overwrite: true);
        var folder = Directory.CreateDirectory(Path.Combine(cache, "merge")).FullName;
        var environment = System.Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value!);
        environment["ARCH"] = "x86_64";
        var tools = $"{source}/scripts/dummy-tools/";
        environment["MAKEFLAGS"] = $" -- CROSS_COMPILE={tools} PAHOLE={tools}pahole RUSTC={tools}rustc "
            + $"BINDGEN={tools}bindgen PYTHON3={tools}python3";
        return (
            new TimedCommand(
                program,
                [
                    "config", "--kernel", source, "--arch", "x86_64", "--base", config, "--dummy-tools", "--last-wins",
                    "-o", Path.Combine(folder, "ours"), .. fragments,
                ])
            {
                Cache = cache,
                // Some of these requests don't land on any kernel.
                MayFind = true,
            },
            new TimedCommand(
                Path.Combine(source, "scripts/kconfig/merge_config.sh"), ["-O", folder, config, .. fragments])
            {
                Folder = source,
                Environment = environment,
            });
    }

    /// <summary>All our targets on three architectures.</summary>
    public TimedCommand PrepareCheck() =>
        new(program, ["config", "--check", "--kernel", source]) { Cache = cache, Folder = checkout };

    public void ForgetProbes()
    {
        if (Directory.Exists(_probes))
            Directory.Delete(_probes, recursive: true);
    }

    /// <summary>Compiles our conf as kernelsplit is compiled for its users.</summary>
    private string PublishConf()
    {
        var project = Path.Combine(checkout, "tests/KernelSplit.Conf");
        var output = Path.Combine(project, "bin/publish");
        Must(
            "dotnet", "publish", project, "--runtime", "linux-x64", "--configuration", "Release", "--output", output,
            "--nologo", "--verbosity", "quiet");
        return Path.Combine(output, "KernelSplit.Conf");
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
            throw new MissingException(
                $"{program} {string.Join(' ', arguments)}: ended with exit code {process.ExitCode}, see above");
    }
}
