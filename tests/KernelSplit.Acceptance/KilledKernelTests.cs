using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace KernelSplit.Acceptance;

/// <summary>
/// A real kernel's configuration and build, killed at random moments: afterwards the command's result is that of one
/// that nobody disturbed. KERNELSPLIT_KILLS says how often; what kbuild doesn't do is KilledCommandTests'.
/// </summary>
[Part(Part.Compile)]
public sealed class KilledKernelTests : IDisposable
{
    private const int InARow = 3;

    private static readonly string[] Signals = ["KILL", "TERM", "INT", "HUP"];
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(10);

    // Where kbuild works is in what it makes, so the undisturbed command works there, too.
    private readonly TempDirectory _directory = new("kernelsplit-");
    private readonly Random _random = new(Coverage.Seed());
    private readonly List<string> _log = [];
    private readonly string _source = DistributionBuild.UnpackedSource("6.12");

    public void Dispose() => _directory.Dispose();

    /// <summary>What is remembered of Kconfig, and of its questions, is as if nothing had been.</summary>
    [AptFact]
    public void Config() => IsAsGoodAsNew(
        Kills(sample: 3, full: 60), "config", "--kernel", _source, "--target", "kvm", "--arch", "x86_64", "-o",
        Path.Combine(_directory.Path, "out/.config"));

    [AptFact(OnlyInFull = true)]
    public void Run()
    {
        _directory.Write("kernelsplit.yaml", $"name: small\nkernel: {_source}\ntargets: [base]\n");

        IsAsGoodAsNew(
            Kills(sample: 3, full: 15), "run", Path.Combine(_directory.Path, "kernelsplit.yaml"), "--no-install",
            "--force");
    }

    private static int Kills(int sample, int full) =>
        ComparedKernels.Setting("KERNELSPLIT_KILLS") ?? Coverage.Choose(sample, full);

    private void IsAsGoodAsNew(int kills, params string[] arguments)
    {
        var time = Stopwatch.StartNew();
        var (code, expected) = Whole(arguments);
        var usual = time.Elapsed;
        expected.ShouldNotBeEmpty(Log());

        while (kills > 0)
        {
            Directory.Delete(Cache, recursive: true);
            for (var i = 0; i < InARow && kills > 0; i++)
                kills -= Kill(arguments, usual) ? 1 : 0;
            var (codeNow, now) = Whole(arguments);
            codeNow.ShouldBe(code, Log());
            now.ShouldBe(expected, Log());
        }

        TestContext.Current.TestOutputHelper?.WriteLine(Log());
    }

    /// <summary>Its exit code, and its files by their digests.</summary>
    private (int Code, Dictionary<string, string> Files) Whole(string[] arguments)
    {
        if (Directory.Exists(Output))
            Directory.Delete(Output, recursive: true);
        using var process = Start(arguments);
        process.WaitForExit(TimeSpan.FromHours(1)).ShouldBeTrue(Log());
        return (process.ExitCode, Directory.EnumerateFiles(Output, "*", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(Output, file),
            file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))));
    }

    /// <returns>False if it had ended before.</returns>
    private bool Kill(string[] arguments, TimeSpan usual)
    {
        using var process = Start(arguments);
        var moment = usual * _random.NextDouble();
        if (process.WaitForExit(moment))
            return false;
        var signal = Signals[_random.Next(Signals.Length)];
        Shell.Run("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        process.WaitForExit(HangGuard).ShouldBeTrue($"it hangs\n{Log()}");
        _log.Add($"{signal} after {moment.TotalSeconds:0.0} of {usual.TotalSeconds:0.0} s: {process.ExitCode}");
        WaitForOrphans();
        return true;
    }

    private Process Start(string[] arguments)
    {
        var process = Shell.Start(
            "env",
            [
                "--default-signal=INT,HUP", Path.Combine(Shell.Checkout, "kernelsplit"), .. arguments,
            ],
            _directory.Path,
            new Dictionary<string, string> { ["XDG_CACHE_HOME"] = Cache, ["SOURCE_DATE_EPOCH"] = "1700000000" });
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
            {
                lock (_log)
                    _log.Add($"  {text}");
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>What a killed command had started ends within seconds.</summary>
    private void WaitForOrphans()
    {
        var time = Stopwatch.StartNew();
        while (Shell.CommandLinesWith(Cache) is { Count: > 0 } running)
        {
            time.Elapsed.ShouldBeLessThan(HangGuard, $"{string.Join('\n', running)}\n{Log()}");
            Thread.Sleep(100);
        }
    }

    private string Cache => Directory.CreateDirectory(Path.Combine(_directory.Path, "cache")).FullName;

    private string Output => Path.Combine(_directory.Path, "out");

    private string Log()
    {
        lock (_log)
            return string.Join('\n', _log.TakeLast(60));
    }
}
