namespace KernelSplit.Kconfig.Model;

/// <summary>Joins two operands of an or, or of an and.</summary>
internal sealed partial class Simplifier
{
    private Expression? JoinOr(Expression left, Expression right)
    {
        if (AreEqual(left, right))
            return left;
        if (!SameSymbol(left, right, out var symbol))
            return null;
        if (symbol.Type == SymbolType.Tristate && left.Kind == ExpressionKind.Equal
            && right.Kind == ExpressionKind.Equal
            && ThirdValue(left.Other!, right.Other!) is { } third)
        {
            return factory.Compare(ExpressionKind.Unequal, symbol, third);
        }

        return symbol.Type == SymbolType.Bool
            && (IsNegation(left, right) || IsNegation(right, left)) ? factory.Of(constants.Yes) : null;
    }

    private Expression? JoinAnd(Expression left, Expression right)
    {
        if (AreEqual(left, right))
            return left;
        if (!SameSymbol(left, right, out var symbol))
            return null;
        if (IsWith(left, right, ExpressionKind.Equal, constants.Yes))
            return factory.Compare(ExpressionKind.Equal, symbol, constants.Yes);
        if (IsWith(left, right, ExpressionKind.Unequal, constants.No))
            return factory.Of(symbol);
        if (IsWith(left, right, ExpressionKind.Unequal, constants.Mod))
            return factory.Compare(ExpressionKind.Equal, symbol, constants.Yes);
        if (symbol.Type != SymbolType.Tristate)
            return null;
        if (left.Kind == ExpressionKind.Equal && right.Kind == ExpressionKind.Unequal)
            return JoinEqualAndUnequal(symbol, left.Other!, right.Other!);
        if (left.Kind == ExpressionKind.Unequal && right.Kind == ExpressionKind.Equal)
            return JoinEqualAndUnequal(symbol, right.Other!, left.Other!);
        return left.Kind == ExpressionKind.Unequal && right.Kind == ExpressionKind.Unequal
            && ThirdValue(left.Other!, right.Other!) is { } third
            ? factory.Compare(ExpressionKind.Equal, symbol, third)
            : null;
    }

    private Expression? JoinEqualAndUnequal(Symbol symbol, Symbol equal, Symbol unequal)
    {
        if (!equal.IsConstant || !unequal.IsConstant)
            return null;
        return equal == unequal ? factory.Of(constants.No) : factory.Compare(ExpressionKind.Equal, symbol, equal);
    }

    /// <summary>The one of y, m and n that is neither; null unless they are two different ones of these.</summary>
    private Symbol? ThirdValue(Symbol first, Symbol second)
    {
        Symbol[] values = [constants.No, constants.Mod, constants.Yes];
        return first != second && values.Contains(first) && values.Contains(second)
            ? values.Single(value => value != first && value != second)
            : null;
    }

    /// <summary>Whether one is the plain symbol and the other that comparison of it.</summary>
    private static bool IsWith(Expression left, Expression right, ExpressionKind kind, Symbol other) =>
        (left.Kind == ExpressionKind.Symbol && right.Kind == kind && right.Other == other)
        || (right.Kind == ExpressionKind.Symbol && left.Kind == kind && left.Other == other);

    private static bool IsNegation(Expression negation, Expression plain) =>
        negation.Kind == ExpressionKind.Not && negation.Left!.Kind == ExpressionKind.Symbol
            && plain.Kind == ExpressionKind.Symbol;

    /// <summary>Whether both test the same logical symbol, in a form that can be joined.</summary>
    private static bool SameSymbol(Expression left, Expression right, out Symbol symbol)
    {
        symbol = null!;
        if (!IsJoinable(left) || !IsJoinable(right))
            return false;
        if (left.Kind == ExpressionKind.Not
            && left.Left!.Kind is not (ExpressionKind.Equal or ExpressionKind.Unequal or ExpressionKind.Symbol))
            return false;
        if (right.Kind == ExpressionKind.Not && right.Left!.Kind != ExpressionKind.Symbol)
            return false;
        symbol = (left.Kind == ExpressionKind.Not ? left.Left : left)!.Symbol!;
        var other = (right.Kind == ExpressionKind.Not ? right.Left : right)!.Symbol;
        return symbol == other && symbol.Type.IsLogical();
    }

    private static bool IsJoinable(Expression expression) =>
        expression.Kind
            is ExpressionKind.Equal or ExpressionKind.Unequal or ExpressionKind.Symbol or ExpressionKind.Not;
}
