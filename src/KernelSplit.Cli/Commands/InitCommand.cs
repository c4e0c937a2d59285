using System.CommandLine;
using KernelSplit.Cli.Inputs;
using KernelSplit.Cli.Output;
using KernelSplit.Foundation;
using KernelSplit.Host.Machine;
using KernelSplit.Splitting;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Cli.Commands;

/// <summary><c>kernelsplit init</c>: writes a kernelsplit.yaml to start from.</summary>
internal static class InitCommand
{
    public static Command Create()
    {
        var targets = new Option<string[]>("--targets")
        {
            Description = "Where the kernel must run",
            HelpName = "target",
            AllowMultipleArgumentsPerToken = true,
        };
        targets.CompletionSources.Add(_ => DataDirectories.Here().TargetNames);
        var name = new Option<string?>("--name")
        {
            Description = "What the packages are called [default: kernel-cloud]",
        };
        var architecture = new Option<string?>("--arch")
        {
            Description = "What to build for [default: this machine's]",
        };
        architecture.AcceptOnlyFromAmong([.. Architecture.All.Select(one => one.Name)]);
        var kernel = new Option<string?>("--kernel")
        {
            Description = "Kernel source: a directory, a tarball, or \"distribution\" [default: distribution]",
        };
        var distribution = new Option<string?>("--distribution")
        {
            Description = "Whose conventions the packages follow [default: this machine's]",
        };
        distribution.AcceptOnlyFromAmong([.. Project.Distributions]);
        var output = new Option<string>("-o", "--output")
        {
            Description = "The file to write, - for standard output",
            DefaultValueFactory = _ => DefaultProject.Name,
        };
        var command = new DocumentedCommand("init", "Write a kernelsplit.yaml to start from.", """
            On a terminal it asks for what no option says, and shows the file before it writes it. Elsewhere --targets must
            be given; everything else has a default.

            Examples:
              kernelsplit init
              kernelsplit init --targets kvm container --name kernel-guest
            """)
        {
            targets, name, architecture, kernel, distribution, output,
        };
        command.SetAction((parsed, _) => Failure.Guard(() =>
        {
            var file = parsed.GetRequiredValue(output);
            if (file != "-" && Path.Exists(file))
                throw new InvalidInputException(file, "exists already", "-o writes another file");
            var data = DataDirectories.Here();
            var project = new NewProject(
                Answer(parsed.GetValue(name), "Name of the packages", "kernel-cloud", ReadName),
                Answer(
                    parsed.GetValue(kernel), "Kernel source: a directory, a tarball, or \"distribution\"",
                    Project.Distribution, answer => ReadKernel(answer, file)),
                Answer(
                    parsed.GetValue(architecture), "Architecture",
                    (Architecture.OfThisMachine ?? Architecture.All[0]).Name, ReadArchitecture),
                Targets(parsed.GetValue(targets) ?? [], data),
                Answer(
                    parsed.GetValue(distribution), "Conventions of the packages, fedora or suse",
                    PackageManager.OfThisMachine()?.Program == "zypper" ? "suse" : "fedora", ReadDistribution));
            return Task.FromResult(Write(project.Text(), file));
        }));
        return command;
    }

    private static T Answer<T>(string? given, string question, string otherwise, Func<string, T> read) =>
        given is null && Questions.CanAsk ? Questions.Ask(question, otherwise, read) : read(given ?? otherwise);

    private static IReadOnlyList<Target> Targets(string[] given, DataDirectories data)
    {
        if (given.Length > 0)
            return ReadTargets(given, data);
        if (!Questions.CanAsk)
            throw new InvalidInputException(
                "--targets", "must be given where there is no terminal", $"Known: {Names.And(data.TargetNames, 99)}");
        foreach (var target in data.ReadTargets(data.TargetNames))
            Console.Error.WriteLine($"  {target.Name,-16} {PlainText.Of(target.Summary)}");
        return Questions.Ask(
            "Where it must run", "kvm container",
            answer => ReadTargets(answer.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries), data));
    }

    private static IReadOnlyList<Target> ReadTargets(string[] names, DataDirectories data) =>
        [.. data.ReadTargets(names).Where(target => names.Contains(target.Name))];

    private static string ReadName(string name) =>
        PackageName.IsValid(name)
            ? name
            : throw new InvalidInputException("--name", "no name of a package", PackageName.Hint);

    /// <summary>A path is relative to the file in which it will be.</summary>
    private static string ReadKernel(string kernel, string file)
    {
        if (kernel == Project.Distribution)
            return kernel;
        if (!Path.Exists(kernel))
            throw new InvalidInputException("--kernel", $"no such file or directory: {kernel}");
        return Path.IsPathRooted(kernel) || file == "-"
            ? kernel : Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(file))!, kernel);
    }

    private static Architecture ReadArchitecture(string name) =>
        Architecture.All.FirstOrDefault(one => one.Name == name)
            ?? throw new InvalidInputException(
                "--arch", $"no architecture \"{name}\"",
                Nearest.Hint(name, [.. Architecture.All.Select(one => one.Name)]));

    private static string ReadDistribution(string name) =>
        Project.Distributions.Contains(name) ? name : throw new InvalidInputException(
            "--distribution", $"no distribution \"{name}\"", Nearest.Hint(name, [.. Project.Distributions]));

    private static int Write(string text, string file)
    {
        if (file == "-")
        {
            Console.Out.Write(text);
            return ExitCode.Fine;
        }

        if (Questions.CanAsk)
        {
            Console.Error.Write($"\n{text}\n");
            if (!Questions.Ask(
                $"Write {file}", "yes", answer => "yes".StartsWith(answer, StringComparison.OrdinalIgnoreCase)))
                throw new OperationCanceledException();
        }

        AtomicFile.Write(file, text);
        Console.Error
            .WriteLine($"{file}: written. Next: kernelsplit run{(file == DefaultProject.Name ? "" : $" {file}")}");
        return ExitCode.Fine;
    }
}
