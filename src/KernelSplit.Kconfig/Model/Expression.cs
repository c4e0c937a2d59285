namespace KernelSplit.Kconfig.Model;

/// <summary>The kinds of expressions.</summary>
public enum ExpressionKind : byte
{
    Or,
    And,
    Not,
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Symbol,

    /// <summary>The two bounds of a range.</summary>
    Range,
}

/// <summary>
/// A condition. Equal expressions of a tree are the same object, so that each is simplified and evaluated once.
/// </summary>
public sealed class Expression
{
    internal Expression(int id, ExpressionKind kind, Expression? left, Expression? right, Symbol? symbol, Symbol? other)
    {
        Id = id;
        Kind = kind;
        Left = left;
        Right = right;
        Symbol = symbol;
        Other = other;
    }

    public ExpressionKind Kind { get; }

    /// <summary>The first operand of and, or and not.</summary>
    public Expression? Left { get; }

    /// <summary>The second operand of and and or.</summary>
    public Expression? Right { get; }

    /// <summary>The symbol, or the left side of a comparison or range.</summary>
    public Symbol? Symbol { get; }

    /// <summary>The right side of a comparison or range.</summary>
    public Symbol? Other { get; }

    internal int Id { get; }

    internal bool IsOperator => Kind <= ExpressionKind.And;

    internal bool IsComparison => Kind is >= ExpressionKind.Equal and <= ExpressionKind.GreaterOrEqual;

    /// <summary>Cached results of <see cref="Simplifier"/>.</summary>
    internal Expression? Transformed { get; set; }

    internal Expression? WithoutDuplicates { get; set; }

    public override string ToString() => ExpressionPrinter.Print(this);
}
