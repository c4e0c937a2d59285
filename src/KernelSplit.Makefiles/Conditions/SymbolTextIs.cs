namespace KernelSplit.Makefiles.Conditions;

/// <summary>A symbol with a number or string has exactly this value, or (negated) another one.</summary>
/// <param name="Symbol">Without <c>CONFIG_</c>.</param>
/// <param name="Text">The value as make sees it, without .config's quotes.</param>
/// <param name="Negated">Whether the value must differ.</param>
public sealed record SymbolTextIs(string Symbol, string Text, bool Negated) : BuildCondition
{
    public override IEnumerable<string> Symbols => [Symbol];

    public override bool? Holds(Func<string, string?> valueOf) => (valueOf(Symbol)?.Trim('"') == Text) != Negated;

    public override string ToString() => $"CONFIG_{Symbol}{(Negated ? "!=" : "=")}{Text}";

    internal override BuildCondition Negate() => this with { Negated = !Negated };
}
