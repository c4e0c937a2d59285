using System.CommandLine;
using System.CommandLine.Help;
using KernelSplit.Cli.Commands;
using KernelSplit.Cli.Inputs;
using KernelSplit.Cli.Output;

namespace KernelSplit.Cli;

/// <summary>The command line and its commands.</summary>
public static class CommandLine
{
    /// <summary>Runs one command and returns the exit code: <see cref="ExitCode"/>.</summary>
    public static Task<int> Run(string[] args) => Failure.Guard(async () =>
    {
        PlainWriter.Install();
        // A file's name may begin with @.
        var parsed = Root().Parse(
            args is ["help", .. var about] ? [.. about, "--help"] : args,
            new ParserConfiguration { ResponseFileTokenReplacer = null });
        var isDirective = args.Length > 0 && args[0].StartsWith('[');
        if (!isDirective && Misuse.Of(parsed, args) is { Length: > 0 } mistakes)
        {
            foreach (var mistake in mistakes)
                Console.Error.WriteLine($"kernelsplit: {mistake}");
            Console.Error.WriteLine($"See \"{string.Join(' ', Path(parsed.CommandResult))} --help\".");
            return ExitCode.WrongInput;
        }

        using var interruption = new Interruption();
        var unguarded = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        return await parsed.InvokeAsync(unguarded, interruption.Token);
    });

    /// <summary>All commands.</summary>
    public static RootCommand Root()
    {
        var root = new RootCommand("Split a Linux kernel into small packages for clouds. Start with: kernelsplit run")
        {
            InitCommand.Create(),
            RunCommand.Create(),
            ConfigCommand.Create(),
            SplitCommand.Create(),
            PackageCommand.Create(),
            VerifyCommand.Create(),
            BootCommand.Create(),
            SnapshotCommand.Create(),
            DiffCommand.Create(),
            MapCommand.Create(),
            ModulesCommand.Create(),
            ExplainCommand.Create(),
            WhichCommand.Create(),
            SupportCommand.Create(),
            TargetsCommand.Create(),
            DoctorCommand.Create(),
            CacheCommand.Create(),
            CompletionCommand.Create(),
        };
        root.Add(ManCommand.Create(root));
        DocumentedCommand.ShowDetailsInHelp(root);
        // Those of Windows.
        root.Options.OfType<HelpOption>().Single().Aliases.Remove("/?");
        root.Options.OfType<HelpOption>().Single().Aliases.Remove("/h");
        root.Options.OfType<VersionOption>().Single().Action = new VersionAction();
        return root;
    }

    private static IEnumerable<string> Path(System.CommandLine.Parsing.CommandResult? command)
    {
        var names = new Stack<string>();
        for (; command is not null; command = command.Parent as System.CommandLine.Parsing.CommandResult)
            names.Push(command.Command.Name);
        return names;
    }
}
