using System.Diagnostics;

namespace KernelSplit.Tests.Host;

/// <summary>What a killed kernelsplit has started.</summary>
public sealed class OrphanTests : IDisposable
{
    private readonly TempDirectory _directory = new("kernelsplit-");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Programs_end_when_kernelsplit_is_killed()
    {
        // make, as "config" asks it, with a shell below that waits.
        _directory.Write("bin/make", "#!/bin/sh\nsh -c 'echo $$ > \"$1\"; sleep 600; :' sh \"$PROBE\"\n:\n");
        _directory.Write("linux/Kbuild", "");
        _directory.Write("linux/Makefile", "");
        _directory.Write("linux/Kconfig", "");
        Shell.Must("chmod", "+x", Path.Combine(_directory.Path, "bin/make"));
        var probe = Path.Combine(_directory.Path, "probe");

        using var process = Shell.Start(
            "dotnet",
            [
                Cli.Command.Program, "config", "--kernel", Path.Combine(_directory.Path, "linux"), "--arch", "x86_64",
            ],
            _directory.Path,
            new Dictionary<string, string>
            {
                ["PATH"] = $"{_directory.Path}/bin:{Environment.GetEnvironmentVariable("PATH")}",
                ["XDG_CACHE_HOME"] = Path.Combine(_directory.Path, "cache"),
                ["PROBE"] = probe,
            });
        Wait(() => File.Exists(probe) && File.ReadAllText(probe).EndsWith('\n'));
        var shell = File.ReadAllText(probe).Trim();

        process.Kill();

        Wait(() => !Directory.Exists($"/proc/{shell}"));
    }

    private static void Wait(Func<bool> condition)
    {
        var time = Stopwatch.StartNew();
        while (!condition())
        {
            time.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
            Thread.Sleep(50);
        }
    }
}
