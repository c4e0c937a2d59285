using System.Globalization;
using System.Text;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>A symbol for people.</summary>
public static class SymbolText
{
    private const int MostShown = 10;

    public static string Of(SymbolFacts facts)
    {
        var text = new StringBuilder();
        var symbol = facts.Symbol;
        var prompt = symbol.Definitions.Select(node => node.Prompt).FirstOrDefault(prompt => prompt is not null);
        text.Append(CultureInfo.InvariantCulture, $"CONFIG_{symbol}, {symbol.Type.ToString().ToLowerInvariant()}, "
            + $"{(prompt is null ? "no prompt" : $"\"{prompt.Text}\"")}\n");
        foreach (var node in symbol.Definitions)
            text.Append(CultureInfo.InvariantCulture, $"    defined in {node.File}:{node.Line}\n");

        text.Append(CultureInfo.InvariantCulture, $"\nvalue: {facts.Value ?? "none, it is not in .config"}\n");
        VerdictText.Append(text, facts.Why, 1);
        if (facts.Limits.Count > 0)
        {
            text.Append("\nwhat keeps it from being set higher:\n");
            foreach (var limit in facts.Limits)
                VerdictText.Append(text, limit, 1);
        }

        if (facts.Choice is { } choice)
            text.Append(
                CultureInfo.InvariantCulture,
                $"\none of a choice: \"{choice.Text}\", which has {choice.Value} ({choice.File}:{choice.Line})\n");
        Append(text, "needs", facts.Dependencies);
        Append(text, "default", facts.Defaults);
        Append(text, "range", facts.Ranges);
        Append(text, "selected by", facts.SelectedBy);
        Append(text, "implied by", facts.ImpliedBy);
        Append(text, "gives", facts.SelectsAndImplies);
        if (symbol.Definitions.Select(node => node.Help).FirstOrDefault(help => help is not null) is { } help)
            text.Append('\n').Append(help.TrimEnd()).Append('\n');
        return ByteText.ToUtf16(text.ToString());
    }

    /// <summary>Those that hold come first; of many, only some are shown.</summary>
    private static void Append(StringBuilder text, string title, IReadOnlyList<KconfigStatement> statements)
    {
        if (statements.Count == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $"\n{title}:\n");
        foreach (var statement in statements.OrderBy(statement => statement.Value == "n").Take(MostShown))
            text.Append(
                CultureInfo.InvariantCulture,
                $"    [{statement.Value}] {statement.Text} ({statement.File}:{statement.Line})\n");
        if (statements.Count > MostShown)
            text.Append(CultureInfo.InvariantCulture, $"    and {statements.Count - MostShown} more, see --json\n");
    }
}
