using KernelSplit.Host.Machine;
using KernelSplit.Host.Processes;

namespace KernelSplit.Tests.Host;

public class ToolTests
{
    [Fact]
    public async Task Stdout_and_stderr_are_delivered_as_lines()
    {
        var lines = new List<string>();
        await Tool.Run(
            new ToolCall("sh", "-c", "echo one; echo two >&2; echo three"), lines.Add, CancellationToken.None);

        lines.Order().ShouldBe(["one", "three", "two"]);
    }

    [Fact]
    public async Task A_failure_has_the_exit_code_the_last_lines_and_the_command_line()
    {
        var call = new ToolCall("sh", "-c", "for i in $(seq 50); do echo $i; done; exit 7");
        var failure = await Should.ThrowAsync<ToolFailedException>(() => Tool.Run(call, null, CancellationToken.None));

        failure.ExitCode.ShouldBe(7);
        failure.LastLines.ShouldBe(
            Enumerable.Range(31, 20).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        failure.Call.ToString().ShouldBe("sh -c 'for i in $(seq 50); do echo $i; done; exit 7'");
    }

    [Fact]
    public async Task A_missing_program_is_reported_with_a_hint() =>
        (
            await Should.ThrowAsync<MissingToolException>(() =>
                Tool.Run(new ToolCall("no-such-tool"), null, CancellationToken.None)))
            .Hint.ShouldContain("kernelsplit doctor");

    [Fact]
    public async Task Cancelling_terminates_the_program_and_lets_it_clean_up()
    {
        using var directory = new TempDirectory();
        using var cancel = new CancellationTokenSource();
        var mark = Path.Combine(directory.Path, "cleaned");
        var call = new ToolCall(
            "bash", "-c", "trap 'touch \"$1\"; exit' TERM; echo ready; while :; do sleep 0.1; done", "bash", mark);

        await Should.ThrowAsync<OperationCanceledException>(() => Tool.Run(call, _ => cancel.Cancel(), cancel.Token));

        File.Exists(mark).ShouldBeTrue();
    }

    [Fact]
    public async Task Cancelling_terminates_descendants_of_the_programs_shells()
    {
        using var directory = new TempDirectory();
        using var cancel = new CancellationTokenSource();
        var mark = Path.Combine(directory.Path, "cleaned");
        // Like make, the outer shell doesn't hand signals on; reading its output ends only when nobody writes any more.
        const string Inner = "trap 'touch \"$1\"; exit' TERM; echo ready; while :; do sleep 0.1; done";
        var call = new ToolCall("sh", "-c", "sh -c \"$2\" sh \"$1\"; echo not reached", "sh", mark, Inner);
        var lines = new List<string>();

        await Should.ThrowAsync<OperationCanceledException>(() => Tool.Run(call, line =>
        {
            lines.Add(line);
            cancel.Cancel();
        }, cancel.Token).WaitAsync(Effort.Patience));

        lines.ShouldNotContain("not reached");
        File.Exists(mark).ShouldBeTrue();
    }

    [Fact]
    public async Task Cancelling_terminates_processes_that_start_meanwhile()
    {
        using var directory = new TempDirectory();
        using var cancel = new CancellationTokenSource();
        // Like a kernel's make: dozens of branches, each of which starts the next process all the time.
        var branch = directory.Write("branch", "echo started\n[ $1 -eq 0 ] || sh \"$0\" $(($1 - 1))\n:\n");
        var call = new ToolCall("sh", "-c", "for i in $(seq 40); do sh \"$1\" 2000 & done; wait", "sh", branch);
        var started = 0;

        await Should.ThrowAsync<OperationCanceledException>(() => Tool.Run(call, _ =>
        {
            if (++started == 400)
                cancel.Cancel();
        }, cancel.Token).WaitAsync(Effort.Patience));

        Shell.CommandLinesWith(branch).ShouldBeEmpty();
        started.ShouldBeLessThan(40 * 2000);
    }

    [Fact]
    public async Task A_program_that_reads_stdin_gets_end_of_file() =>
        (await Tool.Output(new ToolCall("cat"), CancellationToken.None)).ShouldBeEmpty();

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("two words\\")]
    [InlineData("\\\"")]
    [InlineData("'$HOME' `true` *")]
    [InlineData("line\nline\ttab")]
    [InlineData("ü")]
    public async Task A_program_gets_its_arguments_unchanged(string argument) =>
        (await Tool.Output(new ToolCall("printf", "%s|%s", argument, "end"), CancellationToken.None))
            .ShouldBe($"{argument}|end");

    [Fact]
    public async Task A_program_gets_its_working_directory_and_environment()
    {
        using var directory = new TempDirectory();
        var call = new ToolCall("sh", "-c", "echo $PWD; echo $LC_ALL; echo $ONE")
        {
            Directory = directory.Path,
            Environment = new Dictionary<string, string> { ["ONE"] = "1" },
        };

        (await Tool.Output(call, CancellationToken.None)).ShouldBe($"{directory.Path}\nC\n1\n");
    }

    [Fact]
    public async Task A_program_killed_by_a_signal_has_failed() =>
        (
            await Should.ThrowAsync<ToolFailedException>(() =>
                Tool.Output(new ToolCall("sh", "-c", "kill -KILL $$"), CancellationToken.None)))
            .ExitCode.ShouldBe(137);

    [Fact]
    public async Task An_exception_in_the_line_callback_is_rethrown()
    {
        var call = new ToolCall("sh", "-c", "yes | head -c 10000000");

        await Should.ThrowAsync<FormatException>(
            () => Tool.Run(call, _ => throw new FormatException(), CancellationToken.None).WaitAsync(Effort.Patience));
    }

    [Fact]
    public void A_Kconfig_command_only_has_its_own_environment_and_one_char_per_byte()
    {
        var variables = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["ONE"] = "1" };

        KconfigShell.Run("env | grep -c -e HOME -e ONE; printf '\\357\\273\\277\\303\\274'", variables, "/")
            .ShouldBe("1\n\u00ef\u00bb\u00bf\u00c3\u00bc");
    }

    [Theory]
    [InlineData("apt-get", "sudo apt-get update && sudo apt-get install -y --no-install-recommends bison rpm")]
    [InlineData("dnf", "sudo dnf install -y --setopt=install_weak_deps=False bison rpm rpm-build")]
    [InlineData("zypper", "sudo zypper --non-interactive install --no-recommends bison rpm rpm-build")]
    public void The_install_command_is_one_line_to_paste(string program, string command)
    {
        Need[] needs =
        [
            new("rpmbuild", "to package", "rpm", "rpm-build", "rpm-build"),
            new("rpm", "to package", "rpm", "rpm", "rpm"),
            new("bison", "to parse", "bison", "bison", "bison"),
        ];

        PackageManager.Known.Single(known => known.Program == program).CommandFor(needs).ShouldBe(command);
    }
}
