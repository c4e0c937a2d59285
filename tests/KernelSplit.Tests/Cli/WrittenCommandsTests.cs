using System.Diagnostics;
using System.Text.RegularExpressions;
using KernelSplit.Cli;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Targets;
using KernelSplit.Splitting.Yaml;

namespace KernelSplit.Tests.Cli;

/// <summary>What documents and examples tell people to type can be typed.</summary>
public sealed partial class WrittenCommandsTests
{
    public static TheoryData<string> Documents { get; } = [.. Files("*.md", "", "docs")];

    public static TheoryData<string> Scripts { get; } =
        [.. Files("*", "examples/ci", "examples/kata", "examples/prebuilt").Where(file => !Path.HasExtension(file))];

    public static TheoryData<string> Workflows { get; } =
        [.. Files("*.yml", "examples/ci", ".github/workflows", ".github/ISSUE_TEMPLATE")];

    public static TheoryData<string> Projects { get; } =
        [.. Files("kernelsplit.yaml", "examples/demo", "examples/cloud")];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Commands_of_documents_can_be_parsed(string file) =>
        CanBeParsed(File.ReadLines(Of(file)).Where(line => line.StartsWith("    ", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Scripts_are_shell_and_their_commands_can_be_parsed(string file)
    {
        Shell("sh", Of(file));

        CanBeParsed(File.ReadLines(Of(file)).Where(line => !line.StartsWith('#'))).ShouldBeGreaterThan(0);
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Workflows_are_yaml_and_their_commands_can_be_parsed(string file)
    {
        YamlReader.Read(Of(file), (_, root) => root).ShouldNotBeNull();

        CanBeParsed(File.ReadLines(Of(file)).Where(line => !line.TrimStart().StartsWith('#')));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Projects_can_be_read(string file) =>
        ProjectReader.Read(Of(file), new DataDirectories(Checkout.Folder)).Targets.ShouldNotBeEmpty();

    [Fact]
    public void The_cloud_example_has_every_target_that_guests_and_hosts_of_clouds_are()
    {
        var data = new DataDirectories(Checkout.Folder);

        ProjectReader.Read(Of("examples/cloud/kernelsplit.yaml"), data).Targets.Select(target => target.Name)
            .ShouldBe(data.TargetNames.Except(["kata"]), ignoreOrder: true);
    }

    /// <returns>How many commands there are.</returns>
    private static int CanBeParsed(IEnumerable<string> lines)
    {
        // A command that continues on the next line is one; what the shell replaces is a word.
        var text = string.Join('\n', lines).Replace("\\\n", " ", StringComparison.Ordinal);
        text = Substitution().Replace(text, "word");
        var commands = Written().Matches(text).Select(match => match.Groups[1].Value).ToList();
        foreach (var command in commands)
            CommandLine.Root().Parse(command).Errors.ShouldBeEmpty(command);
        return commands.Count;
    }

    private static void Shell(string shell, string file)
    {
        using var process = Process.Start(shell, ["-n", file]);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }

    private static string Of(string file) => Path.Combine(Checkout.Folder, file);

    private static IEnumerable<string> Files(string pattern, params string[] directories) =>
        directories.SelectMany(directory => Directory.EnumerateFiles(Of(directory), pattern))
            .Select(file => Path.GetRelativePath(Checkout.Folder, file)).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\$\([^)]*\)|""\$@""|\$\w+|\$\{\{[^}]*\}\}")]
    private static partial Regex Substitution();

    // At the start of a line or after what the shell or YAML has before a command; up to what ends it.
    [GeneratedRegex(
        @"(?:^|\||;|&&|- |run: |\$ )[ ]*(?:\./)?kernelsplit[ ]+([a-z][^|;<>&#\n]*)", RegexOptions.Multiline)]
    private static partial Regex Written();
}
