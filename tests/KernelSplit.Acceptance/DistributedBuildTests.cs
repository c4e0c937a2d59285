using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using KernelSplit.Testing.Inputs;

namespace KernelSplit.Acceptance;

/// <summary>
/// <c>build:</c> of kernelsplit.yaml with the daemons that people run, on this machine's ports: what other machines
/// compile is what this one would have compiled.
/// </summary>
[Part(Part.Compile)]
public sealed partial class DistributedBuildTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TempDirectory _folder = new("kernelsplit-");
    private readonly List<Process> _daemons = [];

    public void Dispose()
    {
        foreach (var daemon in _daemons)
        {
            if (!daemon.HasExited)
                Shell.Run("kill", [daemon.Id.ToString(CultureInfo.InvariantCulture)]);
            daemon.WaitForExit();
            daemon.Dispose();
        }

        _folder.Dispose();
    }

    /// <summary>One of the daemons dies halfway; distcc compiles here what it can't compile there.</summary>
    [AptFact]
    public void Two_distccd_compile_most_of_it_and_who_has_another_compiler_is_not_asked()
    {
        using var source = new StandInSource(modules: 40);
        var mistaken = Directory.CreateDirectory(Path.Combine(_folder.Path, "mistaken")).FullName;
        // distcc asks for gcc by its full name, and distccd isn't root for long.
        Shell.Must("chmod", "a+rx", _folder.Path);
        foreach (var name in new[] { "gcc", Shell.Must("gcc", "-dumpmachine").Output.Trim() + "-gcc" })
        {
            var compiler = Path.Combine(mistaken, name);
            File.WriteAllText(compiler, "#!/bin/sh\nexec /usr/bin/gcc \"$@\" -O0\n");
            Shell.Must("chmod", "+x", compiler);
        }

        var (one, two, other) = (Distccd(), Distccd(), Distccd(mistaken));
        using var garbage = new Garbage();

        var distributed = Run("distributed", source, $"""
            build:
              cache: none
              distribute: distcc
              hosts: [{one}/2, {two}/2, {other}/2, {garbage.Address}/2, "127.0.0.1:1/2"]
            """, whenCompiled: 10, () => _daemons[0].Kill());
        var alone = Run("alone", source, "build: {cache: none}");

        distributed.Errors.ShouldContain(
            $"{other}/2 isn't used: its gcc gives other code than this machine's", Case.Sensitive, distributed.Errors);
        distributed.Errors.ShouldContain($"{garbage.Address}/2 isn't used: it ");
        distributed.Errors.ShouldContain("127.0.0.1:1/2 isn't used: it doesn't compile");
        var elsewhere = Remote().Matches(distributed.Errors).Sum(match =>
            int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture));
        elsewhere.ShouldBeGreaterThan(10, distributed.Errors);
        alone.Errors.ShouldNotContain("compiled on");
        var modules = Modules("distributed");
        modules.Count.ShouldBe(40);
        Modules("alone").ShouldBe(modules);
    }

    [AptFact]
    public void What_was_compiled_once_comes_from_ccache()
    {
        using var source = new StandInSource(modules: 5);
        var environment = ("CCACHE_DIR", Path.Combine(_folder.Path, "ccache"));
        Run("first", source, "build: {cache: ccache}", environment).Errors.ShouldContain("(0 from ccache)");
        Run("second", source, "build: {cache: ccache}", environment).Errors.ShouldContain("(5 from ccache)");

        Modules("second").ShouldBe(Modules("first"));
    }

    [AptFact]
    public void Without_a_host_that_can_compile_the_build_does_not_begin()
    {
        using var source = new StandInSource(modules: 2);

        var ended = Run("none", source, "build: {distribute: distcc, hosts: \"127.0.0.1:1\"}", [], expectedCode: 3);

        ended.Errors.ShouldContain("none of the hosts can compile for this machine");
    }

    [AptFact]
    public void A_kernel_without_modules_is_refused_before_it_is_built()
    {
        using var source = new StandInSource(modules: 1);
        var project = Project("none", source, "");
        var environment = Environment("none");
        _folder.Write("fragments/none/common.config", "# CONFIG_MODULES is not set\n");

        var ended = Shell.Run(
            Path.Combine(Shell.Checkout, "kernelsplit"), ["run", project], _folder.Path, environment);

        ended.ExitCode.ShouldBe(2, ended.Errors);
        ended.Errors.ShouldContain("CONFIG_MODULES isn't set in the final .config");
        Directory.Exists(Path.Combine(_folder.Path, "none/kernelsplit/build")).ShouldBeFalse();
    }

    private Ended Run(
        string name, StandInSource source, string build, params (string Name, string Value)[] environment) =>
        Run(name, source, build, environment, expectedCode: 0);

    private Ended Run(
        string name, StandInSource source, string build, (string Name, string Value)[] environment, int expectedCode)
    {
        var ended = Shell.Run(
            Path.Combine(Shell.Checkout, "kernelsplit"), ["run", Project(name, source, build)], _folder.Path,
            Environment(name, environment));
        ended.ExitCode.ShouldBe(expectedCode, ended.Errors);
        return ended;
    }

    /// <summary>Something happens after so many objects.</summary>
    private Ended Run(string name, StandInSource source, string build, int whenCompiled, Action happens)
    {
        using var process = Shell.Start(
            Path.Combine(Shell.Checkout, "kernelsplit"), ["run", Project(name, source, build)], _folder.Path,
            Environment(name));
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var builds = Path.Combine(_folder.Path, name, "kernelsplit/build");
        while (!process.HasExited && Objects() < whenCompiled)
            Thread.Sleep(20);
        process.HasExited.ShouldBeFalse(errors.IsCompleted ? errors.Result : "");
        happens();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, errors.Result);
        return new Ended(process.ExitCode, output.Result, errors.Result);

        int Objects() => Directory.Exists(builds)
            ? Directory.EnumerateFiles(builds, "*.ko", SearchOption.AllDirectories).Count()
            : 0;
    }

    private string Project(string name, StandInSource source, string build) => _folder.Write(
        $"{name}.yaml", $"name: small\nkernel: {source.Path}\ntargets: [none]\npackage-map: map.yaml\n{build}\n");

    private Dictionary<string, string> Environment(string cache, params (string Name, string Value)[] more)
    {
        _folder.Write("fragments/none/target.yaml", "name: none\nsummary: Nothing\n");
        _folder.Write("fragments/none/common.config", "CONFIG_MODULES=y\n");
        _folder.Write("map.yaml", """
            version: 1
            name: small
            packages:
              - {name: core, summary: All, default: true}
            rules:
              - {to: core, because: it is small, when: {name: m00}}
            """);
        return more.Append(("XDG_CACHE_HOME", Path.Combine(_folder.Path, cache))).ToDictionary();
    }

    /// <summary>Each with the digest of its content.</summary>
    private List<string> Modules(string cache)
    {
        var folder = Path.Combine(_folder.Path, cache, "kernelsplit/build");
        return [.. Directory.EnumerateFiles(folder, "*.ko", SearchOption.AllDirectories)
            .Where(path => path.Contains("/tree/", StringComparison.Ordinal))
            .Select(path => $"{Path.GetFileName(path)} {Digest(path)}").Order()];
    }

    private static string Digest(string path) =>
        Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));

    /// <param name="programs">What comes first in its PATH.</param>
    private string Distccd(string? programs = null)
    {
        var port = FreePort();
        var path = System.Environment.GetEnvironmentVariable("PATH");
        _daemons.Add(Shell.Start(
            "distccd",
            [
                "--no-detach", "--daemon", "--listen", "127.0.0.1", "--allow", "127.0.0.1", "--jobs", "2", "--port",
                port.ToString(CultureInfo.InvariantCulture), "--log-stderr", "--log-level", "error",
            ],
            _folder.Path,
            new Dictionary<string, string> { ["PATH"] = programs is null ? path! : $"{programs}:{path}" }));
        var waiting = Stopwatch.StartNew();
        while (!Answers(port))
        {
            waiting.Elapsed.ShouldBeLessThan(Patience, "distccd doesn't start");
            Thread.Sleep(50);
        }

        return string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool Answers(int port)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"(?<count>\d+) compiled on 127\.0\.0\.1")]
    private static partial Regex Remote();

    /// <summary>Says something else than distccd does.</summary>
    private sealed class Garbage : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public Garbage()
        {
            _listener.Start();
            _ = Answer();
        }

        public string Address => _listener.LocalEndpoint.ToString()!;

        public void Dispose() => _listener.Dispose();

        private async Task Answer()
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
            }
        }
    }
}
