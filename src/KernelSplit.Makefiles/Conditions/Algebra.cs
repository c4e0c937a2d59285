namespace KernelSplit.Makefiles.Conditions;

/// <summary>Joins conditions and keeps them short: one term a symbol, nothing twice, nothing that another term says.</summary>
internal static class Algebra
{
    // No condition of Linux 6.1 and 6.12 is as long.
    private const int MostTerms = 256;

    // To look for terms that others cover costs the square of their number.
    private const int MostToCompare = 16;

    public static Condition And(Condition left, Condition right)
    {
        if (ReferenceEquals(left, right) || IsAlways(right) || IsNever(left))
            return left;
        if (IsAlways(left) || IsNever(right))
            return right;

        var terms = new List<Condition>(4);
        terms.AddRange(left is AllOf all ? all.Parts : [left]);
        foreach (var term in right is AllOf more ? more.Parts : [right])
        {
            if (!AddTerm(terms, term, isAnd: true))
                return Condition.Never;
        }

        // a and (a or b) is a.
        for (var i = terms.Count <= MostToCompare ? terms.Count - 1 : -1; i >= 0; i--)
        {
            if (terms[i] is AnyOf any && any.Parts.Any(terms.Contains))
                terms.RemoveAt(i);
        }

        return terms.Count > MostTerms ? TooMany : terms.Count == 1 ? terms[0] : new AllOf(terms);
    }

    public static Condition Or(Condition left, Condition right)
    {
        if (ReferenceEquals(left, right) || IsNever(right) || IsAlways(left))
            return left;
        if (IsNever(left) || IsAlways(right))
            return right;

        var terms = new List<Condition>(4);
        terms.AddRange(left is AnyOf any ? any.Parts : [left]);
        foreach (var term in right is AnyOf more ? more.Parts : [right])
        {
            if (!AddTerm(terms, Shortening.Beside(terms, term), isAnd: false))
                return Condition.Always;
        }

        // a or (a and b) is a.
        for (var i = terms.Count <= MostToCompare ? terms.Count - 1 : -1; i >= 0; i--)
        {
            if (terms[i] is AllOf all && all.Parts.Any(terms.Contains))
                terms.RemoveAt(i);
        }

        return terms.Count > MostTerms ? TooMany : terms.Count == 1 ? terms[0] : new AnyOf(terms);
    }

    public static bool IsAlways(Condition condition) => ReferenceEquals(condition, Condition.Always);

    public static bool IsNever(Condition condition) => ReferenceEquals(condition, Condition.Never);

    private static Undecided TooMany { get; } = new("far more conditions than a Makefile has", default);

    /// <summary>Whether the whole is still open: a symbol with no or all values left decides it.</summary>
    private static bool AddTerm(List<Condition> terms, Condition term, bool isAnd)
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
