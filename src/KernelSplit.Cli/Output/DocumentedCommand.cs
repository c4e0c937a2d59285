using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace KernelSplit.Cli.Output;

/// <summary>A command with details and examples at the end of its own help.</summary>
internal sealed class DocumentedCommand(string name, string summary, string details) : Command(name, summary)
{
    public string Details => details;

    /// <summary>Makes the help of a root's commands end with their details.</summary>
    public static void ShowDetailsInHelp(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithDetails((HelpAction)help.Action!);
    }

    private sealed class HelpWithDetails(HelpAction plain) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var exitCode = plain.Invoke(parseResult);
            if (parseResult.CommandResult.Command is DocumentedCommand command)
                parseResult.InvocationConfiguration.Output.WriteLine(command.Details);
            return exitCode;
        }
    }
}
