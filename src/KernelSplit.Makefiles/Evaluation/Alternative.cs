using KernelSplit.Makefiles.Conditions;

namespace KernelSplit.Makefiles.Evaluation;

/// <summary>One of the texts that an expression can have, and when. The ones of an expression exclude each other.</summary>
/// <param name="Text">Words with one space between them; null when only a running make could tell it.</param>
/// <param name="When">A condition that no other one of them shares.</param>
internal sealed record Alternative(string? Text, Condition When)
{
    // More than a handful means that a list stands where a word should; no Makefile of Linux does that for modules.
    private const int Most = 64;

    public string Unknown { get; init; } = "";

    public string? TextOf { get; init; }

    /// <summary>All texts that a list can have.</summary>
    public static List<Alternative> Of(IReadOnlyList<Word> words)
    {
        if (words is [{ TextOf: null }, { TextOf: null }, { TextOf: not null }] && OfSymbol(words) is { } values)
            return values;

        var found = new List<Alternative> { new("", Condition.Always) };
        foreach (var word in words)
        {
            var isAlways = Algebra.IsAlways(word.When);
            var next = new List<Alternative>(found.Count * 2);
            foreach (var sofar in found)
            {
                Add(next, Join(sofar, word));
                if (!isAlways)
                    Add(next, sofar with { When = sofar.When & !word.When });
            }

            if (next.Count > Most)
                return [new(null, Condition.Always) { Unknown = "too many symbols decide about one text" }];
            found = next;
        }

        return found;
    }

    /// <summary>The usual case, <c>$(CONFIG_X)</c>, at once: y, m, a text, or nothing.</summary>
    private static List<Alternative>? OfSymbol(IReadOnlyList<Word> words)
    {
        var isWhole = words.Aggregate(SymbolValues.None, (values, word) => values | (word.When is SymbolIs value ? value.Values : 0));
        var symbol = words[2].TextOf!;
        return isWhole == (SymbolValues.Any & ~SymbolValues.No) && words.All(word => word.When is SymbolIs value && value.Symbol == symbol)
            ?
            [
                .. words.Select(word => new Alternative(word.Text, word.When) { Unknown = word.Unknown, TextOf = word.TextOf }),
                new Alternative("", new SymbolIs(symbol, SymbolValues.No)),
            ]
            : null;
    }

    private static Alternative Join(Alternative sofar, Word word)
    {
        var when = sofar.When & word.When;
        if (sofar.Text is null)
            return sofar with { When = when, TextOf = null };
        if (word.Text is null)
            return new Alternative(null, when) { Unknown = word.Unknown, TextOf = sofar.Text.Length == 0 ? word.TextOf : null };
        return new Alternative(sofar.Text.Length == 0 ? word.Text : $"{sofar.Text} {word.Text}", when);
    }

    public static void Add(List<Alternative> list, Alternative alternative)
    {
        if (!Algebra.IsNever(alternative.When))
            list.Add(alternative);
    }
}
