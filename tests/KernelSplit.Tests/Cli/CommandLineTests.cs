using System.CommandLine;
using System.Text.RegularExpressions;
using KernelSplit.Cli;

namespace KernelSplit.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    /// <summary>What can be run, such as "map import".</summary>
    public static TheoryData<string> Commands { get; } = new(Names(CommandLine.Root(), []));

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_has_an_example_and_every_example_can_be_parsed(string command)
    {
        var help = Help(command.Split(' '));
        var examples = Regex.Matches(
            help[help.IndexOf("Examples:", StringComparison.Ordinal)..], @"kernelsplit ([^|>)\n]+)")
            .Select(match => match.Groups[1].Value)
            .ToList();

        examples.ShouldContain(example => $"{example} ".StartsWith($"{command} ", StringComparison.Ordinal), command);
        foreach (var example in examples)
            CommandLine.Root().Parse(example).Errors.ShouldBeEmpty(example);
    }

    [Fact]
    public void The_list_of_commands_has_a_line_for_each()
    {
        var lines = Help().Split('\n');

        foreach (var command in CommandLine.Root().Subcommands.Where(command => !command.Hidden))
            lines.ShouldContain(
                line => Regex.IsMatch(line, $"^  {command.Name} .*{Regex.Escape(command.Description!.Split(' ')[0])}"),
                command.Name);
        lines.ShouldNotContain("Examples:");
    }

    [Fact]
    public void Every_command_argument_and_option_is_described()
    {
        var commands = new Stack<System.CommandLine.Command>([CommandLine.Root()]);
        while (commands.TryPop(out var command))
        {
            command.Children.ShouldAllBe(child => !string.IsNullOrWhiteSpace(child.Description), command.Name);
            foreach (var below in command.Subcommands)
                commands.Push(below);
        }
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
        var (exitCode, output, errors) = Command.Run(_directory.Path, arguments);

        exitCode.ShouldBe(2);
        output.ShouldBeEmpty();
        errors.ShouldContain("--help\"");
    }

    [Theory]
    [InlineData("Did you mean \"run\"?", "rnu")]
    [InlineData("Did you mean \"import\"?", "map", "imprt")]
    [InlineData("Did you mean \"--map\"?", "split", "--mpa", "x", "x.deb")]
    [InlineData("Did you mean \"--map\"?", "split", "--mpa=x", "x.deb")]
    [InlineData("Did you mean \"--jobs\"?", "run", "--job")]
    public void Misspelt_commands_and_options_are_corrected(string hint, params string[] arguments)
    {
        var (exitCode, _, errors) = Command.Run(_directory.Path, arguments);

        exitCode.ShouldBe(2);
        errors.ShouldContain($"kernelsplit: {hint}\n");
    }

    [Theory]
    [InlineData("-x.deb", "--", "-x.deb")]
    [InlineData("@x.deb", "@x.deb")]
    public void Files_may_have_names_that_look_like_something_else(string file, params string[] arguments) =>
        Command.Run(_directory.Path, ["split", .. arguments]).Errors.ShouldStartWith($"{file}: error KS0001: no such");

    [Fact]
    public void Help_of_a_command_is_found_in_both_ways() =>
        Command.Run(_directory.Path, "help", "map", "import").Output
            .ShouldBe(Command.Run(_directory.Path, "map", "import", "--help").Output);

    /// <summary>Names of values, not all values, are beside an option.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_has_room_for_its_descriptions(string command) =>
        Help(command.Split(' ')).Split('\n')
            .Where(line => line.StartsWith("  ", StringComparison.Ordinal) && line.Trim().Contains("  "))
            .ShouldAllBe(line => line.TrimStart().IndexOf("  ", StringComparison.Ordinal) < 80);

    [Fact]
    public void Completion_offers_no_options_as_Windows_has_them() =>
        Command.Run(_directory.Path, "[suggest:0]", "").Output.Split('\n')
            .ShouldNotContain(word => word.StartsWith('/'));

    [Fact]
    public void Without_a_project_file_run_says_so()
    {
        var (exitCode, _, errors) = Command.Run(_directory.Path, "run");

        exitCode.ShouldBe(2);
        errors.ShouldBe(
            "kernelsplit.yaml: error KS0001: no such file. "
            + "Run it in the directory of kernelsplit.yaml, or give the project file\n");
    }

    [Theory]
    [InlineData("missing.deb")]
    [InlineData("text.deb")]
    [InlineData("empty")]
    public void What_holds_no_modules_is_named_without_a_stack_trace(string input)
    {
        _directory.Write("text.deb", "this is no archive");
        Directory.CreateDirectory(Path.Combine(_directory.Path, "empty"));

        var (exitCode, _, errors) = Command.Run(_directory.Path, "split", input);

        exitCode.ShouldBe(2);
        errors.ShouldStartWith($"{input}: error KS0001: ");
        errors.ShouldNotContain("   at ");
        File.Exists(Path.Combine(_directory.Path, "plan.json")).ShouldBeFalse();
    }

    [Fact]
    public void Completion_knows_commands_and_options()
    {
        Command.Run(_directory.Path, "[suggest:2]", "sp").Output.Trim().ShouldBe("split");
        Command.Run(_directory.Path, "[suggest:9]", "split --m").Output.Trim().ShouldBe("--map");
    }

    private static IEnumerable<string> Names(System.CommandLine.Command command, string[] path) =>
        command.Subcommands.Count == 0
        ? [string.Join(' ', path)]
        : command.Subcommands.SelectMany(below => Names(below, [.. path, below.Name]));

    private static string Help(params string[] command)
    {
        using var help = new StringWriter();
        CommandLine.Root().Parse([.. command, "--help"]).Invoke(
            new InvocationConfiguration { Output = help }).ShouldBe(0);
        return help.ToString();
    }
}
