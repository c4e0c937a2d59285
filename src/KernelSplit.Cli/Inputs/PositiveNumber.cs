using System.CommandLine;
using System.Globalization;

namespace KernelSplit.Cli.Inputs;

/// <summary>An option that takes a number of at least 1.</summary>
internal static class PositiveNumber
{
    public static Option<int?> Option(string description, string name, params string[] aliases) =>
        new(name, aliases)
        {
            Description = description,
            CustomParser = result =>
            {
                var text = result.Tokens.Count == 0 ? "" : result.Tokens[^1].Value;
                if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
                    return number;
                result.AddError($"{name} must be at least 1, not \"{text}\"");
                return null;
            },
        };
}
