using KernelSplit.Testing.Inputs;

namespace KernelSplit.Tests.Cli;

/// <summary>What commands say when the machine has no room, or doesn't let them write.</summary>
public sealed class ExhaustionTests : IDisposable
{
    private readonly TempDirectory _directory = new("kernelsplit-");
    private readonly ModuleDirectory _kernel = new ModuleDirectory().Add("kernel/a.ko", new ElfModule());

    public ExhaustionTests()
    {
        _kernel.WriteFile($"lib/modules/{ModuleDirectory.Release}/vmlinuz", new byte[100_000]);
        foreach (var file in new[] { "modules.order", "modules.builtin", "modules.builtin.modinfo" })
            _kernel.WriteFile($"lib/modules/{ModuleDirectory.Release}/{file}", []);
        _directory.Write("map.yaml", """
            version: 1
            name: small
            packages: [{name: core, summary: Core, default: true}]
            rules: []
            """);
        foreach (var name in new[] { "cache", "out", "tmp" })
            Directory.CreateDirectory(Path.Combine(_directory.Path, name));
    }

    public void Dispose()
    {
        _directory.Dispose();
        _kernel.Dispose();
    }

    [Theory]
    [InlineData("out", "split")]
    [InlineData("out", "snapshot")]
    [InlineData("cache", "package")]
    [InlineData("out", "package")]
    public void A_full_disk_is_named(string where, string command)
    {
        var ended = RunOn(where, "size=4k", command);

        ended.ExitCode.ShouldBe(5, ended.Errors);
        ended.Errors.ShouldContain("No space left on device");
    }

    [Theory]
    [InlineData("size=4k", "No space left on device")]
    [InlineData("ro", "Read-only file system")]
    public void Verify_names_a_TMPDIR_without_room(string options, string error)
    {
        RunOn("tmp", "size=1m", "package").ExitCode.ShouldBeOneOf(0, 1);
        var rpms = Directory.GetFiles(Path.Combine(_directory.Path, "out"), "*.rpm", SearchOption.AllDirectories);
        rpms.ShouldNotBeEmpty();

        var plan = Directory.GetFiles(Path.Combine(_directory.Path, "out"), "plan.json", SearchOption.AllDirectories);
        var ended = RunOn("tmp", options, ["verify", .. rpms, "--plan", plan.Single()]);

        ended.ExitCode.ShouldBe(5, ended.Errors);
        ended.Errors.ShouldContain(error);
    }

    [Theory]
    [InlineData("out", "split")]
    [InlineData("out", "snapshot")]
    [InlineData("cache", "package")]
    [InlineData("out", "package")]
    public void A_read_only_directory_is_named(string where, string command)
    {
        var ended = RunOn(where, "ro", command);

        ended.ExitCode.ShouldBe(5, ended.Errors);
        ended.Errors.ShouldContain("Read-only file system");
        ended.Errors.ShouldContain(Path.Combine(_directory.Path, where));
    }

    [Theory]
    [InlineData("size=4k")]
    [InlineData("ro")]
    public void A_cache_that_can_not_be_written_is_no_matter_for_split(string options) =>
        RunOn("cache", options, "split").ExitCode.ShouldBe(0);

    [Theory]
    [InlineData("run -j x", "--jobs must be at least 1, not \"x\"")]
    [InlineData("run -j 0", "--jobs must be at least 1, not \"0\"")]
    [InlineData("package --repo r --keep abc x", "--keep must be at least 1, not \"abc\"")]
    [InlineData("cache prune --limit much", "--limit must be a size such as 5GiB, not \"much\"")]
    public void A_number_that_is_none_is_an_error_of_usage(string arguments, string error)
    {
        var (exitCode, _, errors) = Command.Run(_directory.Path, arguments.Split(' '));

        exitCode.ShouldBe(2);
        errors.ShouldStartWith($"kernelsplit: {error}\n");
    }

    [Theory]
    [InlineData("--help >/dev/full", 5)]
    [InlineData("targets >/dev/full", 5)]
    [InlineData("targets --json >/dev/full", 5)]
    [InlineData("targets <&-", 0)]
    [InlineData("targets 2>&-", 0)]
    [InlineData("--nonsense 2>/dev/full", 5)]
    public void Standard_streams_that_can_not_be_used_are_no_crash(string arguments, int exitCode)
    {
        var ended = Shell.Run("sh", ["-c", $"dotnet '{Command.Program}' {arguments}"], _directory.Path);

        ended.ExitCode.ShouldBe(exitCode);
        ended.Errors.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("targets")]
    [InlineData("targets --json")]
    [InlineData("--help")]
    public void A_closed_output_is_named(string arguments)
    {
        var ended = Shell.Run("sh", ["-c", $"dotnet '{Command.Program}' {arguments} >&-"], _directory.Path);

        ended.Errors.TrimEnd().ShouldBe("kernelsplit: standard output or standard error is closed");
        ended.ExitCode.ShouldBe(5);
    }

    /// <summary>It has what it wanted; tools that are killed by SIGPIPE say nothing either.</summary>
    [Theory]
    [InlineData("modules KERNEL --json")]
    [InlineData("modules KERNEL")]
    [InlineData("snapshot KERNEL --map map.yaml -o -")]
    public void A_reader_that_goes_away_is_no_mistake(string arguments)
    {
        for (var i = 0; i < 4_000; i++)
            _kernel.Add($"kernel/m{i}.ko", new ElfModule { ModInfo = [$"description={new string('x', 100)}"] });
        var command = $"dotnet '{Command.Program}' {arguments.Replace("KERNEL", $"'{_kernel.Path}'")}";

        var ended = Shell.Run("bash", ["-c", $"{command} | head -c 1; exit ${{PIPESTATUS[0]}}"], _directory.Path);

        ended.ExitCode.ShouldBe(0, ended.Errors);
        ended.Errors.ShouldNotContain("kernelsplit: ");
    }

    [Theory]
    [InlineData("relative", "XDG_CACHE_HOME: error KS0001: \"relative\" is not an absolute path")]
    public void A_relative_cache_is_an_error(string cache, string error)
    {
        var ended = Shell.Run(
            "dotnet", [Command.Program, "cache"], _directory.Path,
            new Dictionary<string, string> { ["XDG_CACHE_HOME"] = cache });

        ended.ExitCode.ShouldBe(2);
        ended.Errors.ShouldStartWith(error);
    }

    [Fact]
    public void A_machine_without_a_network_has_an_exit_code_of_its_own()
    {
        if (!Environment.IsPrivilegedProcess || Shell.Run("unshare", ["--net", "true"]).ExitCode != 0)
            Assert.Skip("only root takes the network away");
        if (!Shell.Has("apt-get") || Shell.Run("apt-cache", ["show", "linux-source"]).ExitCode != 0)
            Assert.Skip("apt knows no kernel source");
        _directory.Write("kernelsplit.yaml", "name: x\nkernel: distribution\narch: x86_64\ntargets: [base]\n");

        var ended = Shell.Run(
            "unshare", ["--net", "dotnet", Command.Program, "run", "--no-install"], _directory.Path,
            new Dictionary<string, string> { ["XDG_CACHE_HOME"] = Path.Combine(_directory.Path, "cache") });

        if (ended.ExitCode == 3)
            Assert.Skip(ended.Errors);
        ended.ExitCode.ShouldBe(6, ended.Errors);
        ended.Errors.ShouldContain("kernelsplit: apt-get failed");
    }

    [Fact]
    public void Without_a_home_directory_the_variable_that_is_missing_is_named()
    {
        if (!Environment.IsPrivilegedProcess)
            Assert.Skip("only root becomes a user without a home directory");
        var ended = Shell.Run(
            "setpriv",
            [
                "--reuid=54321", "--clear-groups", "env", "-i", $"PATH={Environment.GetEnvironmentVariable("PATH")}",
                "DOTNET_CLI_HOME=/tmp", "dotnet", Command.Program, "cache",
            ],
            "/");

        ended.ExitCode.ShouldBe(2, ended.Errors);
        ended.Errors.ShouldContain("HOME: error KS0001: this user has no home directory");
    }

    private Ended RunOn(string where, string options, string command)
    {
        if (!Environment.IsPrivilegedProcess || Shell.Run("unshare", ["--mount", "true"]).ExitCode != 0)
            Assert.Skip("only root mounts a small file system");
        if (command == "package" && !Shell.Has("rpmbuild"))
            Assert.Skip("rpmbuild isn't installed");
        var output = Path.Combine(_directory.Path, "out") + (command == "package" ? "" : "/result");
        string[] arguments =
        [
            command, _kernel.Path, "--map", Path.Combine(_directory.Path, "map.yaml"), "-o", output, "--force",
        ];
        return RunOn(where, options, arguments);
    }

    private Ended RunOn(string where, string options, string[] arguments) =>
        Shell.Run(
            "unshare",
            [
                "--mount", "sh", "-c",
                """
                mount -t tmpfs -o "$1" none "$2" || exit 99
                cat /dev/zero 2>/dev/null >"$2/fill"
                shift 2
                exec dotnet "$@"
                """,
                "sh", options, Path.Combine(_directory.Path, where), Command.Program, .. arguments,
            ],
            _directory.Path,
            new Dictionary<string, string>
            {
                ["XDG_CACHE_HOME"] = Path.Combine(_directory.Path, "cache"),
                ["TMPDIR"] = Path.Combine(_directory.Path, "tmp"),
            });
}
