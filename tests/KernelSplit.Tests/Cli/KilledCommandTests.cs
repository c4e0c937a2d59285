using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KernelSplit.Testing.Inputs;

namespace KernelSplit.Tests.Cli;

/// <summary>
/// Commands that are killed at random moments, a few times one after the other; then they run once more, and their
/// result must be that of a run that nobody disturbed. KERNELSPLIT_KILLS says how often each command is killed.
/// </summary>
public sealed class KilledCommandTests : IDisposable
{
    private const int InARow = 5;

    private static readonly (string Name, int Number)[] Signals = [("KILL", 9), ("TERM", 15), ("INT", 2), ("HUP", 1)];
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(3);

    private static readonly int Kills =
        Environment.GetEnvironmentVariable("KERNELSPLIT_KILLS") is { Length: > 0 } kills
            ? int.Parse(kills, CultureInfo.InvariantCulture)
            : Coverage.Choose(2, 60);

    // rpmbuild doesn't work in a path with spaces.
    private readonly TempDirectory _directory = new("kernelsplit-");
    private readonly StandInSource _source = new(24);
    private readonly Random _random = new(Coverage.Seed());
    private readonly List<string> _log = [];

    public KilledCommandTests()
    {
        _directory.Write("map.yaml", """
            version: 1
            name: small
            packages:
              - {name: core, summary: Core}
              - {name: more, summary: More, requires: [core], default: true}
            rules:
              - {to: core, because: guests need it, when: {name: [m00, m01, m02]}}
            """);
        _directory.Write("fragments/small/target.yaml", "name: small\nsummary: S\n");
        _directory.Write("fragments/small/common.config", "CONFIG_MODULES=y\n");
        _directory.Write(
            "kernelsplit.yaml",
            $"name: small\nkernel: {_source.Path}\narch: x86_64\ntargets: [small]\npackage-map: map.yaml\n");
    }

    public void Dispose()
    {
        _directory.Dispose();
        _source.Dispose();
    }

    [Fact]
    public void Run() => IsAsGoodAsNew("run", "kernelsplit.yaml", "--no-install", "-o", "OUT");

    [Fact]
    public void Package() =>
        IsAsGoodAsNew("package", Kernel("kernel"), "--map", "map.yaml", "-o", "OUT");

    [Fact]
    public void Split() => IsAsGoodAsNew("split", Kernel("kernel"), "--map", "map.yaml", "-o", "OUT/plan.json");

    [Fact]
    public void Snapshot() =>
        IsAsGoodAsNew("snapshot", Kernel("kernel"), "--map", "map.yaml", "-o", "OUT/kernel.snapshot");

    [Fact]
    public void Diff() => IsAsGoodAsNew(
        "diff", Kernel("old"), Kernel("new", changed: true), "--map", "map.yaml", "-o", "html=OUT/changes.html",
        "-o", "json=OUT/changes.json");

    private void IsAsGoodAsNew(params string[] arguments)
    {
        if (arguments[0] is "run" or "package" && !(Shell.Has("rpmbuild") && Shell.Has("make")))
            Assert.Skip("rpmbuild isn't installed");
        var clean = Start("clean", arguments);
        var time = Stopwatch.StartNew();
        var expectedCode = End(clean);
        var usual = time.Elapsed;
        Directory.Exists(Path.Combine(_directory.Path, "clean")).ShouldBeTrue(Log());
        var expected = Content("clean");
        expected.ShouldNotBeEmpty();

        for (var killed = 0; killed < Kills;)
        {
            for (var i = 0; i < InARow && killed < Kills; i++)
                killed += Kill(arguments, usual) ? 1 : 0;
            End(Start("killed", arguments)).ShouldBe(expectedCode, Log());
            Content("killed").ShouldBe(expected, Log());
            Leftovers().ShouldBeEmpty(Log());
            Directory.Delete(Path.Combine(_directory.Path, "killed"), recursive: true);
            if (_random.Next(2) == 0)
                Directory.Delete(Path.Combine(_directory.Path, "killed-cache"), recursive: true);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(Log());
    }

    /// <returns>False if it had ended before.</returns>
    private bool Kill(string[] arguments, TimeSpan usual)
    {
        var process = Start("killed", arguments);
        var moment = usual * _random.NextDouble();
        if (process.Process.WaitForExit(moment))
        {
            End(process);
            return false;
        }

        // What users do: mostly one signal, at times a second one at once.
        var signals = Enumerable.Range(0, _random.Next(5) == 0 ? 2 : 1).Select(_ => Signals[_random.Next(4)]).ToList();
        foreach (var (name, _) in signals)
            Shell.Run("kill", [$"-{name}", process.Process.Id.ToString(CultureInfo.InvariantCulture)]);
        var code = End(process);
        _log.Add($"{arguments[0]}: {string.Join(", ", signals.Select(signal => signal.Name))} after "
            + $"{moment.TotalMilliseconds:0} of {usual.TotalMilliseconds:0} ms: {code}");
        // It may have been ending anyway.
        signals.Select(signal => 128 + signal.Number).Append(0).Append(1).ShouldContain(code, Log());
        WaitForOrphans();
        return true;
    }

    private (Process Process, Task<string> Output, Task<string> Errors) Start(string directory, string[] arguments)
    {
        var process = Shell.Start(
            "dotnet",
            [
                Command.Program,
                .. arguments.Select(argument =>
                    argument.Replace("OUT", Path.Combine(_directory.Path, directory), StringComparison.Ordinal)),
            ],
            _directory.Path,
            new Dictionary<string, string>
            {
                ["XDG_CACHE_HOME"] = Path.Combine(_directory.Path, $"{directory}-cache"),
                ["SOURCE_DATE_EPOCH"] = "1700000000",
            });
        return (process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    private int End((Process Process, Task<string> Output, Task<string> Errors) started)
    {
        using var process = started.Process;
        process.WaitForExit(HangGuard).ShouldBeTrue($"it hangs\n{Log()}");
        var errors = started.Errors.Result;
        _log.Add($"  {process.ExitCode}: {errors.Trim()}");
        errors.ShouldNotContain("internal error");
        errors.ShouldNotContain("Unhandled exception");
        return process.ExitCode;
    }

    /// <summary>The files that a command left, by their digests.</summary>
    private Dictionary<string, string> Content(string directory)
    {
        var root = Path.Combine(_directory.Path, directory);
        return Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(root, file),
            file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))));
    }

    private string[] Leftovers()
    {
        var cache = Path.Combine(_directory.Path, "killed-cache", "kernelsplit");
        return !Directory.Exists(cache) ? [] : [.. Directory
            .EnumerateFileSystemEntries(cache, "*", SearchOption.AllDirectories)
            .Where(path =>
                path.EndsWith(".partial", StringComparison.Ordinal) || Path.GetDirectoryName(path) == $"{cache}/work")];
    }

    /// <summary>What a killed command had started ends within seconds.</summary>
    private void WaitForOrphans()
    {
        var time = Stopwatch.StartNew();
        while (Shell.CommandLinesWith(_directory.Path + "/killed") is { Count: > 0 } running)
        {
            time.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30), $"{string.Join('\n', running)}\n{Log()}");
            Thread.Sleep(20);
        }
    }

    private string Kernel(string name, bool changed = false)
    {
        const string Release = "6.12.0-test";
        var root = Path.Combine(_directory.Path, name);
        var modules = Directory.CreateDirectory(Path.Combine(root, "lib/modules", Release, "kernel")).FullName;
        foreach (var module in Directory.EnumerateFiles(Path.Combine(_source.Path, "modules"), "*.ko"))
        {
            var content = File.ReadAllBytes(module);
            if (changed && module.EndsWith("7.ko", StringComparison.Ordinal))
                content = new ElfModule { ModInfo = ["license=GPL", "alias=virtio:d00000001v*"] }.ToBytes();
            File.WriteAllBytes(Path.Combine(modules, Path.GetFileName(module) + ".xz"), Compress.Xz(content));
        }

        var image = Encoding.ASCII.GetBytes(new string('0', 4096));
        image[510] = 0x55;
        image[511] = 0xAA;
        "HdrS"u8.CopyTo(image.AsSpan(0x202));
        File.WriteAllBytes(Path.Combine(root, "lib/modules", Release, "vmlinuz"), image);
        foreach (var file in new[] { "modules.order", "modules.builtin", "modules.builtin.modinfo" })
            File.WriteAllText(Path.Combine(root, "lib/modules", Release, file), "");
        return root;
    }

    private string Log() => string.Join('\n', _log.TakeLast(40));
}
