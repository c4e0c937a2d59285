namespace KernelSplit.Makefiles.Conditions;

/// <summary>Joins two alternatives, where that is shorter.</summary>
internal static class Shortening
{
    /// <summary>
    /// One term for <c>left or right</c>: <c>(X=y and a) or (X=m and a)</c> is <c>X=y|m and a</c>. Null if there is
    /// none.
    /// </summary>
    public static BuildCondition? Joined(BuildCondition left, BuildCondition right)
    {
        if (left is not AllOf a || right is not AllOf b || a.Parts.Count != b.Parts.Count)
            return null;

        var differing = -1;
        for (var i = 0; i < a.Parts.Count; i++)
        {
            if (a.Parts[i].Equals(b.Parts[i]))
                continue;
            if (differing >= 0 || a.Parts[i] is not SymbolIs one || b.Parts[i] is not SymbolIs other
                || one.Symbol != other.Symbol)
                return null;
            differing = i;
        }

        return differing < 0
            ? left
            : a.Parts.Select((part, i) => i == differing ? part | b.Parts[i] : part)
                .Aggregate(BuildCondition.Always, Algebra.And);
    }

    /// <summary>What remains of a term beside others: in <c>X or (not X and a)</c>, it is <c>a</c>.</summary>
    public static BuildCondition Beside(List<BuildCondition> others, BuildCondition term)
    {
        if (term is not AllOf all)
            return term;

        foreach (var part in all.Parts)
        {
            if (part is SymbolIs symbol && others.Contains(symbol.Negate()))
            {
                return all.Parts.Where(other => !ReferenceEquals(other, part))
                    .Aggregate(BuildCondition.Always, Algebra.And);
            }
        }

        return term;
    }
}
