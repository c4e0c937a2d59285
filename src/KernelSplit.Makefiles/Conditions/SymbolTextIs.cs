namespace KernelSplit.Makefiles.Conditions;

/// <summary>A symbol that holds a number or a string has exactly this text, or (negated) has not.</summary>
/// <param name="Symbol">Without <c>CONFIG_</c>.</param>
/// <param name="Text">As make sees it, without the quotes of .config.</param>
/// <param name="Negated">Whether it must be another one.</param>
public sealed record SymbolTextIs(string Symbol, string Text, bool Negated) : Condition
{
    public override IEnumerable<string> Symbols => [Symbol];

    public override bool? Holds(Func<string, string?> valueOf) => (valueOf(Symbol)?.Trim('"') == Text) != Negated;

    public override string ToString() => $"CONFIG_{Symbol}{(Negated ? "!=" : "=")}{Text}";

    internal override Condition Negate() => this with { Negated = !Negated };
}
