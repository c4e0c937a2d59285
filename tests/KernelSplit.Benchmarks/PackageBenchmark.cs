using System.Globalization;

namespace KernelSplit.Benchmarks;

/// <summary>
/// <c>kernelsplit package</c> on a distribution's kernel: how much of its time is spent in the programs that it calls,
/// what
/// RPM's compression of payloads costs and gives, and how large core is beside the kernel packages of the distribution.
/// </summary>
internal sealed class PackageBenchmark(string generic, string checkout, string program, string cache)
{
    private static readonly string[] Tools = ["rpm", "rpmbuild", "tar"];

    private static readonly string[] Payloads =
        ["w.ufdio", "w1.zstdio", "w3.zstdio", "w10.zstdio", "w19.zstdio", "w6.xzdio", "w9.gzdio"];

    private readonly string _log = Path.Combine(cache, "tools.log");
    private readonly string _shims = Path.Combine(cache, "shims");
    private readonly string _project = Path.Combine(cache, "project");

    /// <summary>The tree in our cache; programs that note what the real ones take.</summary>
    public void Prepare()
    {
        Directory.CreateDirectory(_shims);
        foreach (var tool in Tools)
        {
            var real = Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder =>
                Path.Combine(folder, tool)).First(File.Exists);
            var shim = Path.Combine(_shims, tool);
            File.WriteAllText(shim, $"""
                #!/bin/sh
                PATH={Environment.GetEnvironmentVariable("PATH")} {real} "$@"
                code=$?
                times > {_log}.$$
                tail -n 1 {_log}.$$ >> {_log}
                rm {_log}.$$
                exit $code

                """);
            TimedCommand.Output("chmod", ["+x", shim]);
        }

        foreach (var file in Directory.EnumerateFiles(Path.Combine(checkout, "kernel-spec")))
        {
            Directory.CreateDirectory(Path.Combine(_project, "kernel-spec"));
            File.Copy(file, Path.Combine(_project, "kernel-spec", Path.GetFileName(file)));
        }

        Package("w.ufdio");
    }

    public static IEnumerable<string> AllPayloads => Payloads;

    /// <returns>Seconds of the processors in all, those of the programs that it calls, and bytes of the RPMs: all of
    /// them, and core.</returns>
    public (double All, double InTools, long Rpms, long Core) Package(string payload)
    {
        var template = File.ReadAllText(Path.Combine(checkout, "kernel-spec/kernel.spec.hbs"))
            .Replace("_binary_payload w3.zstdio", $"_binary_payload {payload}");
        File.WriteAllText(Path.Combine(_project, "kernel-spec/kernel.spec.hbs"), template);
        File.Delete(_log);
        var output = Path.Combine(cache, "out");
        const string script = "cd \"$1\"; PATH=\"$2:$PATH\"; XDG_CACHE_HOME=\"$3\"; export PATH XDG_CACHE_HOME; shift "
            + "3; \"$@\" > /dev/null 2>&1 && times";
        var times = TimedCommand.Output("sh",
        [
            "-c", script, "sh", _project, _shims, cache, program, "package", generic, "--map",
            Path.Combine(checkout, "package-maps/cloud.yaml"), "-o", output,
        ]);
        var rpms = new DirectoryInfo(Path.Combine(output, "rpm")).GetFiles("*.rpm");
        return (
            Seconds(times.TrimEnd().Split('\n')[^1]), File.ReadLines(_log).Sum(Seconds),
            rpms.Sum(rpm => rpm.Length), rpms.Single(rpm => rpm.Name.Contains("-core-")).Length);
    }

    /// <summary>
    /// What a shell's <c>times</c> says of its children: user and system, such as 0m1.250000s 0m0.310000s.
    /// </summary>
    private static double Seconds(string line) => line.Split(' ').Sum(part =>
    {
        var minutes = part.IndexOf('m', StringComparison.Ordinal);
        return (60 * double.Parse(part[..minutes], CultureInfo.InvariantCulture)) + double.Parse(
            part[(minutes + 1)..].TrimEnd('s'), CultureInfo.InvariantCulture);
    });

    /// <returns>Bytes of a package as a file, and of what it installs.</returns>
    public static (long Download, long Installed) Size(string package)
    {
        var isRpm = package.EndsWith(".rpm", StringComparison.Ordinal);
        var answer = isRpm
            ? TimedCommand.Output("rpm", ["-qp", "--qf", "%{LONGSIZE}", package])
            : TimedCommand.Output("sh", ["-c", "dpkg-deb --fsys-tarfile \"$1\" | tar -t -v | awk '{ sum += $3 } END { "
                + "print sum }'", "sh", package]);
        return (new FileInfo(package).Length, long.Parse(answer, CultureInfo.InvariantCulture));
    }

    public string Core => new DirectoryInfo(Path.Combine(cache, "out/rpm")).GetFiles("*-core-*.rpm").Single().FullName;
}
