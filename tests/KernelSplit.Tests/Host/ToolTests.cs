using KernelSplit.Host.Machine;
using KernelSplit.Host.Processes;

namespace KernelSplit.Tests.Host;

public class ToolTests
{
    [Fact]
    public async Task Output_and_errors_come_as_lines()
    {
        var lines = new List<string>();
        await Tool.Run(new ToolCall("sh", "-c", "echo one; echo two >&2; echo three"), lines.Add, CancellationToken.None);

        lines.Order().ShouldBe(["one", "three", "two"]);
    }

    [Fact]
    public async Task A_failure_knows_the_exit_code_the_last_lines_and_the_command_line()
    {
        var call = new ToolCall("sh", "-c", "for i in $(seq 50); do echo $i; done; exit 7");
        var failure = await Should.ThrowAsync<ToolFailedException>(() => Tool.Run(call, null, CancellationToken.None));

        failure.ExitCode.ShouldBe(7);
        failure.LastLines.ShouldBe(Enumerable.Range(31, 20).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        failure.Call.ToString().ShouldBe("sh -c 'for i in $(seq 50); do echo $i; done; exit 7'");
    }

    [Fact]
    public async Task A_missing_program_says_how_to_go_on() =>
        (await Should.ThrowAsync<MissingToolException>(() => Tool.Run(new ToolCall("no-such-tool"), null, CancellationToken.None)))
            .WayOut.ShouldContain("kernelsplit doctor");

    [Fact]
    public async Task Cancelling_ends_the_program_and_lets_it_clean_up()
    {
        using var folder = new TempDirectory();
        using var cancel = new CancellationTokenSource();
        var mark = Path.Combine(folder.Path, "cleaned");
        var call = new ToolCall("bash", "-c", "trap 'touch \"$1\"; exit' TERM; echo ready; while :; do sleep 0.1; done", "bash", mark);

        await Should.ThrowAsync<OperationCanceledException>(() => Tool.Run(call, _ => cancel.Cancel(), cancel.Token));

        File.Exists(mark).ShouldBeTrue();
    }

    [Fact]
    public async Task Cancelling_reaches_what_the_programs_shells_have_started()
    {
        using var folder = new TempDirectory();
        using var cancel = new CancellationTokenSource();
        var mark = Path.Combine(folder.Path, "cleaned");
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
    public async Task Cancelling_reaches_what_is_started_while_the_rest_is_asked_to_end()
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
    public async Task A_program_that_reads_input_finds_none_instead_of_hanging() =>
        (await Tool.Output(new ToolCall("cat"), CancellationToken.None)).ShouldBeEmpty();

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("two words\\")]
    [InlineData("\\\"")]
    [InlineData("'$HOME' `true` *")]
    [InlineData("line\nline\ttab")]
    [InlineData("ü")]
    public async Task A_program_gets_its_arguments_as_they_are(string argument) =>
        (await Tool.Output(new ToolCall("printf", "%s|%s", argument, "end"), CancellationToken.None)).ShouldBe($"{argument}|end");

    [Fact]
    public async Task A_program_gets_its_directory_and_its_variables()
    {
        using var folder = new TempDirectory();
        var call = new ToolCall("sh", "-c", "echo $PWD; echo $LC_ALL; echo $ONE") { Directory = folder.Path, Environment = new Dictionary<string, string> { ["ONE"] = "1" } };

        (await Tool.Output(call, CancellationToken.None)).ShouldBe($"{folder.Path}\nC\n1\n");
    }

    [Fact]
    public async Task A_program_that_a_signal_ended_has_failed() =>
        (await Should.ThrowAsync<ToolFailedException>(() => Tool.Output(new ToolCall("sh", "-c", "kill -KILL $$"), CancellationToken.None)))
            .ExitCode.ShouldBe(137);

    [Fact]
    public async Task A_mistake_of_whoever_hears_the_lines_comes_out()
    {
        var call = new ToolCall("sh", "-c", "yes | head -c 10000000");

        await Should.ThrowAsync<FormatException>(
            () => Tool.Run(call, _ => throw new FormatException(), CancellationToken.None).WaitAsync(Effort.Patience));
    }

    [Fact]
    public void A_Kconfig_command_has_its_own_environment_alone_and_a_char_a_byte()
    {
        var variables = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["ONE"] = "1" };

        KconfigShell.Run("env | grep -c -e HOME -e ONE; printf '\\357\\273\\277\\303\\274'", variables, "/").ShouldBe("1\n\u00ef\u00bb\u00bf\u00c3\u00bc");
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
