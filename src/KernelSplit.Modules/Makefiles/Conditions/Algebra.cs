namespace KernelSplit.Modules.Makefiles.Conditions;

/// <summary>Joins conditions and keeps them short: one term a symbol, nothing twice, nothing that another term says.</summary>
internal static class Algebra
{
    public static Condition And(Condition left, Condition right)
    {
        if (ReferenceEquals(left, right) || IsAlways(right) || IsNever(left))
            return left;
        if (IsAlways(left) || IsNever(right))
            return right;

        var parts = new List<Condition>(left is AllOf all ? all.Parts : [left]);
        foreach (var part in right is AllOf more ? more.Parts : [right])
        {
            if (!AddTerm(parts, part, static (a, b) => a & b))
                return Condition.Never;
        }

        // a and (a or b) is a.
        parts.RemoveAll(part => part is AnyOf any && any.Parts.Any(parts.Contains));
        return parts.Count switch { 0 => Condition.Always, 1 => parts[0], _ => new AllOf(parts) };
    }

    public static Condition Or(Condition left, Condition right)
    {
        if (ReferenceEquals(left, right) || IsNever(right) || IsAlways(left))
            return left;
        if (IsNever(left) || IsAlways(right))
            return right;

        var parts = new List<Condition>(left is AnyOf any ? any.Parts : [left]);
        foreach (var part in right is AnyOf more ? more.Parts : [right])
        {
            if (!AddTerm(parts, part, static (a, b) => a | b))
                return Condition.Always;
        }

        // a or (a and b) is a.
        parts.RemoveAll(part => part is AllOf all && all.Parts.Any(parts.Contains));
        return parts.Count switch { 0 => Condition.Never, 1 => parts[0], _ => new AnyOf(parts) };
    }

    public static bool IsAlways(Condition condition) => condition is AllOf { Parts.Count: 0 };

    public static bool IsNever(Condition condition) => condition is AnyOf { Parts.Count: 0 };

    /// <summary>Whether the whole is still open: a term with no or all values left decides it.</summary>
    private static bool AddTerm(
        List<Condition> parts, Condition part, Func<SymbolValues, SymbolValues, SymbolValues> merge)
    {
        if (part is SymbolIs term)
        {
            var same = parts.FindIndex(other => other is SymbolIs known && known.Symbol == term.Symbol);
            if (same >= 0)
            {
                var values = merge(((SymbolIs)parts[same]).Values, term.Values);
                parts[same] = term with { Values = values };
                return values is not (SymbolValues.None or SymbolValues.Any);
            }
        }

        if (part is SymbolTextIs text && parts.Contains(text.Negate()))
            return false;
        if (!parts.Contains(part))
            parts.Add(part);
        return true;
    }
}
