using System.CommandLine;
using System.CommandLine.Parsing;
using KernelSplit.Foundation;

namespace KernelSplit.Cli.Inputs;

/// <summary>What is wrong with a command line, and what was probably meant.</summary>
internal static class Misuse
{
    public static string[] Of(ParseResult parsed, string[] args)
    {
        var command = parsed.CommandResult.Command;
        string[] options = [.. TakenForArguments(parsed, args)];
        var known = command.Options.SelectMany(option => option.Aliases.Append(option.Name)).ToList();
        var meant = options.Concat(parsed.UnmatchedTokens.Where(IsOption))
            .Select(option => Nearest.To(option.Split('=', ':')[0], known))
            .Concat(parsed.UnmatchedTokens.Where(token => !IsOption(token)).Take(1)
                .Select(name => Nearest.To(name, command.Subcommands.Select(one => one.Name))))
            .OfType<string>();
        return
        [
            .. parsed.Errors.Select(error => error.Message),
            .. options.Select(option => $"Unrecognized option '{option}'"),
            .. meant.Select(word => $"Did you mean \"{word}\"?"),
        ];
    }

    /// <summary>Only what follows -- is an argument whatever it begins with.</summary>
    private static IEnumerable<string> TakenForArguments(ParseResult parsed, string[] args) =>
        parsed.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens)
            .Select(token => token.Value)
            .Where(value => IsOption(value) && args.TakeWhile(arg => arg != "--").Contains(value));

    private static bool IsOption(string token) => token.Length > 1 && token.StartsWith('-');
}
