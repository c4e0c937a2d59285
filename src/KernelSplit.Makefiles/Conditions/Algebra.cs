namespace KernelSplit.Makefiles.Conditions;

/// <summary>Joins conditions and keeps them short: one term per symbol, no duplicate or redundant terms.</summary>
internal static class Algebra
{
    // Longer than any condition of Linux 6.1 and 6.12.
    private const int MaxTerms = 256;

    // Searching for redundant terms is quadratic.
    private const int MaxToCompare = 16;

    public static BuildCondition And(BuildCondition left, BuildCondition right)
    {
        if (ReferenceEquals(left, right) || IsAlways(right) || IsNever(left))
            return left;
        if (IsAlways(left) || IsNever(right))
            return right;

        var terms = new List<BuildCondition>(4);
        terms.AddRange(left is AllOf all ? all.Parts : [left]);
        foreach (var term in right is AllOf more ? more.Parts : [right])
        {
            if (!AddTerm(terms, term, isAnd: true))
                return BuildCondition.Never;
        }

        // a and (a or b) is a.
        for (var i = terms.Count <= MaxToCompare ? terms.Count - 1 : -1; i >= 0; i--)
        {
            if (terms[i] is AnyOf any && any.Parts.Any(terms.Contains))
                terms.RemoveAt(i);
        }

        return terms.Count > MaxTerms ? TooMany : terms.Count == 1 ? terms[0] : new AllOf(terms);
    }

    public static BuildCondition Or(BuildCondition left, BuildCondition right)
    {
        if (ReferenceEquals(left, right) || IsNever(right) || IsAlways(left))
            return left;
        if (IsNever(left) || IsAlways(right))
            return right;

        var terms = new List<BuildCondition>(4);
        terms.AddRange(left is AnyOf any ? any.Parts : [left]);
        foreach (var term in right is AnyOf more ? more.Parts : [right])
        {
            if (!AddTerm(terms, Shortening.Beside(terms, term), isAnd: false))
                return BuildCondition.Always;
        }

        // a or (a and b) is a.
        for (var i = terms.Count <= MaxToCompare ? terms.Count - 1 : -1; i >= 0; i--)
        {
            if (terms[i] is AllOf all && all.Parts.Any(terms.Contains))
                terms.RemoveAt(i);
        }

        return terms.Count > MaxTerms ? TooMany : terms.Count == 1 ? terms[0] : new AnyOf(terms);
    }

    public static bool IsAlways(BuildCondition condition) => ReferenceEquals(condition, BuildCondition.Always);

    public static bool IsNever(BuildCondition condition) => ReferenceEquals(condition, BuildCondition.Never);

    private static Undecided TooMany { get; } = new("too many conditions", default);

    /// <summary>False if the term decides the whole: a symbol has no or all values left.</summary>
    private static bool AddTerm(List<BuildCondition> terms, BuildCondition term, bool isAnd)
    {
        for (var i = 0; i < terms.Count; i++)
        {
            switch (terms[i], term)
            {
                case (SymbolIs known, SymbolIs more) when known.Symbol == more.Symbol:
                    var values = isAnd ? known.Values & more.Values : known.Values | more.Values;
                    if (values is SymbolValues.None or SymbolValues.Any)
                        return false;
                    if (values != known.Values)
                        terms[i] = values == more.Values ? more : known with { Values = values };
                    return true;
                case (SymbolTextIs known, SymbolTextIs more) when known == more.Negate():
                    return false;
                case var (known, more) when known.Equals(more):
                    return true;
                case var (known, more) when !isAnd && Shortening.Joined(known, more) is { } joined:
                    terms[i] = joined;
                    return true;
            }
        }

        terms.Add(term);
        return true;
    }
}
