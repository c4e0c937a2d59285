using KernelSplit.Makefiles.Conditions;

namespace KernelSplit.Makefiles.Evaluation;

/// <summary>One possible text of an expression, and when. Alternatives of an expression exclude each other.</summary>
/// <param name="Text">Words separated by one space; null if only make itself can tell.</param>
/// <param name="When">A condition that no other alternative shares.</param>
internal sealed record Alternative(string? Text, BuildCondition When)
{
    // More than a few means a list in place of a word; no Makefile of Linux does that for modules.
    private const int Most = 64;

    public string Unknown { get; init; } = "";

    public string? TextOf { get; init; }

    /// <summary>All possible texts of a list.</summary>
    public static List<Alternative> Of(IReadOnlyList<Word> words)
    {
        if (words is [{ TextOf: null }, { TextOf: null }, { TextOf: not null }] && OfSymbol(words) is { } values)
            return values;

        var found = new List<Alternative> { new("", BuildCondition.Always) };
        foreach (var word in words)
        {
            var isAlways = Algebra.IsAlways(word.When);
            var next = new List<Alternative>(found.Count * 2);
            foreach (var prefix in found)
            {
                Add(next, Join(prefix, word));
                if (!isAlways)
                    Add(next, prefix with { When = prefix.When & !word.When });
            }

            if (next.Count > Most)
                return [new(null, BuildCondition.Always) { Unknown = "too many symbols in one text" }];
            found = next;
        }

        return found;
    }

    /// <summary>Fast path for <c>$(CONFIG_X)</c>: y, m, a text, or nothing.</summary>
    private static List<Alternative>? OfSymbol(IReadOnlyList<Word> words)
    {
        var isWhole = words.Aggregate(
            SymbolValues.None, (values, word) => values | (word.When is SymbolIs value ? value.Values : 0));
        var symbol = words[2].TextOf!;
        return isWhole == (SymbolValues.Any & ~SymbolValues.No) && words.All(word =>
            word.When is SymbolIs value && value.Symbol == symbol)
            ?
            [
                .. words.Select(word =>
                    new Alternative(word.Text, word.When) { Unknown = word.Unknown, TextOf = word.TextOf }),
                new Alternative("", new SymbolIs(symbol, SymbolValues.No)),
            ]
            : null;
    }

    private static Alternative Join(Alternative prefix, Word word)
    {
        var when = prefix.When & word.When;
        if (prefix.Text is null)
            return prefix with { When = when, TextOf = null };
        if (word.Text is null)
        {
            var textOf = prefix.Text.Length == 0 ? word.TextOf : null;
            return new Alternative(null, when) { Unknown = word.Unknown, TextOf = textOf };
        }

        return new Alternative(prefix.Text.Length == 0 ? word.Text : $"{prefix.Text} {word.Text}", when);
    }

    public static void Add(List<Alternative> list, Alternative alternative)
    {
        if (!Algebra.IsNever(alternative.When))
            list.Add(alternative);
    }
}
