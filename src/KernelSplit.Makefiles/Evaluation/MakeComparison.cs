using KernelSplit.Makefiles.Conditions;

namespace KernelSplit.Makefiles.Evaluation;

/// <summary>
/// The condition of an <c>ifeq</c>, <c>ifneq</c>, <c>ifdef</c> or <c>ifndef</c> (GNU make manual, 7.2).
/// </summary>
internal static class MakeComparison
{
    /// <summary>The condition; null if the line is invalid.</summary>
    public static BuildCondition? Of(MakeStatement.If line, Expander expander, Site site)
    {
        if (line.Keyword is "ifdef" or "ifndef")
        {
            if (line.Arguments.Length == 0)
                return null;
            var defined = IsDefined(line.Arguments, expander, site);
            return line.Keyword == "ifdef" ? defined : !defined;
        }

        if (Sides(line.Arguments) is not var (left, right))
            return null;
        if (left.Trim().Length == 0 || right.Trim().Length == 0)
            return Emptiness(line.Keyword, expander.Words(left + right, site));
        var equal = AreEqual(expander.Alternatives(left, site), expander.Alternatives(right, site), site);
        return line.Keyword == "ifeq" ? equal : !equal;
    }

    private static BuildCondition Emptiness(string keyword, List<Word> words) =>
        keyword == "ifeq" ? !Expander.IsFilled(words) : Expander.IsFilled(words);

    /// <summary><c>(a,b)</c>, or <c>"a" "b"</c> with either quote.</summary>
    private static (string Left, string Right)? Sides(string arguments)
    {
        if (arguments.StartsWith('(') && arguments.EndsWith(')'))
            return References.Arguments(arguments[1..^1], 2) is [var a, var b] ? (a, b) : null;

        var rest = arguments;
        var sides = new List<string>();
        while (rest.Length > 1 && rest[0] is '"' or '\'' && rest.IndexOf(rest[0], 1) is var end and > 0)
        {
            sides.Add(rest[1..end]);
            rest = rest[(end + 1)..].TrimStart();
        }

        return sides is [var left, var right] && rest.Length == 0 ? (left, right) : null;
    }

    private static BuildCondition AreEqual(List<Alternative> left, List<Alternative> right, Site site)
    {
        var equal = BuildCondition.Never;
        foreach (var a in left)
        {
            foreach (var b in right)
                equal |= a.When & b.When & AreEqual(a, b, site);
        }

        return equal;
    }

    private static BuildCondition AreEqual(Alternative left, Alternative right, Site site) => (left, right) switch
    {
        ({ Text: { } a }, { Text: { } b }) => a == b ? BuildCondition.Always : BuildCondition.Never,
        ({ TextOf: { } symbol }, { Text: { } text }) => IsText(symbol, text),
        ({ Text: { } text }, { TextOf: { } symbol }) => IsText(symbol, text),
        _ => new Undecided(left.Text is null ? left.Unknown : right.Unknown, site.At),
    };

    /// <summary>Whether a symbol that is neither y nor m nor unset has a value.</summary>
    public static BuildCondition IsText(string symbol, string text) =>
        text is "" or "y" or "m" ? BuildCondition.Never : new SymbolTextIs(symbol, text, Negated: false);

    private static BuildCondition IsDefined(string text, Expander expander, Site site)
    {
        var defined = BuildCondition.Never;
        foreach (var name in expander.Alternatives(text, site))
        {
            defined |= name.When & (name.Text is null
                ? new Undecided(name.Unknown, site.At)
                : HasValue(name.Text, expander.Scope));
        }

        return defined;
    }

    /// <summary><c>ifdef</c> tests whether a variable has a value, not what it expands to.</summary>
    private static BuildCondition HasValue(string name, Scope scope)
    {
        if (scope.Find(name) is not { } variable)
        {
            return Expander.SymbolName(name) is { } symbol
                ? new SymbolIs(symbol, SymbolValues.Any & ~SymbolValues.No)
                : BuildCondition.Never;
        }

        var filled = BuildCondition.Never;
        foreach (var segment in variable.Segments)
        {
            if (segment.Word is { } word)
                filled |= segment.When & Expander.IsFilled([word]);
            else if (segment.Raw!.Length > 0)
                filled |= segment.When;
        }

        return filled;
    }
}
