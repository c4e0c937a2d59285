namespace KernelSplit.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("run")]
    [InlineData("split")]
    [InlineData("modules")]
    [InlineData("package")]
    [InlineData("which")]
    [InlineData("support")]
    [InlineData("targets")]
    [InlineData("doctor")]
    [InlineData("completion")]
    public void Help_has_an_example(string command)
    {
        var (exitCode, output, _) = Command.Run(_folder.Path, command, "--help");

        exitCode.ShouldBe(0);
        output.ShouldContain($"kernelsplit {command} ", Case.Sensitive);
        output.ShouldContain("Examples:");
    }

    [Fact]
    public void The_list_of_commands_has_a_line_for_each()
    {
        var output = Command.Run(_folder.Path, "--help").Output;

        output.ShouldContain("Commands:");
        output.ShouldNotContain("Examples:");
    }

    [Theory]
    [InlineData("splt")]
    [InlineData("split")]
    [InlineData("split", "--nonsense", "x.deb")]
    [InlineData("modules", "--nonsense", "x.deb")]
    [InlineData("run", "--jobs", "0")]
    [InlineData("which", "--for", "yum")]
    [InlineData("doctor", "--arch", "vax")]
    [InlineData("map")]
    [InlineData("map", "import")]
    public void Wrong_usage_ends_with_2_and_points_to_the_help(params string[] arguments)
    {
        var (exitCode, output, errors) = Command.Run(_folder.Path, arguments);

        exitCode.ShouldBe(2);
        output.ShouldBeEmpty();
        errors.ShouldContain("--help\"");
    }

    [Fact]
    public void Without_a_project_file_run_says_so()
    {
        var (exitCode, _, errors) = Command.Run(_folder.Path, "run");

        exitCode.ShouldBe(2);
        errors.ShouldBe("kernelsplit.yaml: error: no such file. Run it where kernelsplit.yaml lies, or name the project file\n");
    }

    [Theory]
    [InlineData("missing.deb")]
    [InlineData("text.deb")]
    [InlineData("empty")]
    public void What_holds_no_modules_is_named_without_a_stack_trace(string input)
    {
        _folder.Write("text.deb", "this is no archive");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "empty"));

        var (exitCode, _, errors) = Command.Run(_folder.Path, "split", input);

        exitCode.ShouldBe(2);
        errors.ShouldStartWith($"{input}: error: ");
        errors.ShouldNotContain("   at ");
        File.Exists(Path.Combine(_folder.Path, "plan.json")).ShouldBeFalse();
    }

    [Fact]
    public void Completion_knows_commands_and_options()
    {
        Command.Run(_folder.Path, "[suggest:2]", "sp").Output.Trim().ShouldBe("split");
        Command.Run(_folder.Path, "[suggest:9]", "split --m").Output.Trim().ShouldBe("--map");
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public void Completion_scripts_ask_the_command(string shell) =>
        Command.Run(_folder.Path, "completion", shell).Output.ShouldContain("[suggest:");
}
