using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using KernelSplit.Foundation;

namespace KernelSplit.Cli.Output;

/// <summary>A command with details and examples at the end of its own help.</summary>
internal sealed class DocumentedCommand(string name, string summary, string details) : Command(name, summary)
{
    public string Details => details;

    /// <summary>Refuses options that have no effect without another one.</summary>
    public void OnlyWith(Option needed, params IEnumerable<Symbol> others) => Validators.Add(result =>
    {
        foreach (var other in others.Where(other => !IsGiven(result, needed) && IsGiven(result, other)))
            result.AddError($"{NameOf(other)} has no effect without {needed.Name}");
    });

    /// <summary>Refuses options that have no effect with another one.</summary>
    public void NotWith(Option one, params IEnumerable<Symbol> others) => Validators.Add(result =>
    {
        foreach (var other in others.Where(other => IsGiven(result, one) && IsGiven(result, other)))
            result.AddError($"{NameOf(other)} has no effect with {one.Name}");
    });

    /// <summary>Refuses two outputs on one stream.</summary>
    public void OneOutput(Option<bool> json, Option output) => Validators.Add(result =>
    {
        if (result.GetValue(json) && result.GetResult(output) is { Tokens: [{ Value: "-" }, ..] })
            result.AddError($"{json.Name} and {output.Name} - can't both go to standard output");
    });

    /// <summary>Refuses options that have no effect for what is asked.</summary>
    /// <exception cref="InvalidInputException">There is one.</exception>
    public static void Refuse(ParseResult parsed, string what, params IEnumerable<Option> options)
    {
        if (options.FirstOrDefault(option => IsGiven(parsed.CommandResult, option)) is { } given)
            throw new InvalidInputException(given.Name, $"has no effect for {what}", "Drop it");
    }

    private static bool IsGiven(CommandResult result, Symbol symbol) => symbol switch
    {
        Option option => result.GetResult(option) is { Implicit: false },
        Argument argument => result.GetResult(argument) is { Tokens.Count: > 0 },
        _ => false,
    };

    private static string NameOf(Symbol symbol) => symbol is Argument ? $"<{symbol.Name}>" : symbol.Name;

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
