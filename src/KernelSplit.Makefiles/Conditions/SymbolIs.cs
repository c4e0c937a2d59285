namespace KernelSplit.Makefiles.Conditions;

/// <summary>A symbol has one of some values.</summary>
public sealed record SymbolIs(string Symbol, SymbolValues Values) : BuildCondition
{
    public override IEnumerable<string> Symbols => [Symbol];

    public override bool? Holds(Func<string, string?> valueOf) => (Values & ValuesOf(valueOf(Symbol))) != 0;

    public override string ToString() => Values switch
    {
        SymbolValues.No => $"CONFIG_{Symbol} is not set",
        SymbolValues.Any & ~SymbolValues.No => $"CONFIG_{Symbol}",
        _ => $"CONFIG_{Symbol}={string.Join('|', Names())}",
    };

    internal override BuildCondition Negate() => new SymbolIs(Symbol, SymbolValues.Any & ~Values);

    private static SymbolValues ValuesOf(string? value) => value switch
    {
        null or "n" or "" => SymbolValues.No,
        "m" => SymbolValues.Module,
        "y" => SymbolValues.Yes,
        _ => SymbolValues.Text,
    };

    private IEnumerable<string> Names()
    {
        if (Values.HasFlag(SymbolValues.Yes))
            yield return "y";
        if (Values.HasFlag(SymbolValues.Module))
            yield return "m";
        if (Values.HasFlag(SymbolValues.No))
            yield return "n";
        if (Values.HasFlag(SymbolValues.Text))
            yield return "text";
    }
}
