namespace KernelSplit.Kconfig.Model;

/// <summary>Turns comparisons of bools into plain symbols and pushes nots down to symbols and comparisons.</summary>
internal sealed partial class Simplifier
{
    private int _messages;

    public Expression? Transform(Expression? expression)
    {
        if (expression is null || expression.Transformed is { } known && known == expression)
            return expression;
        if (expression.Transformed is { } done)
            return done;
        var messages = _messages;
        var transformed = TransformUncached(expression);
        // Where conf prints a message, it prints it each time.
        if (messages == _messages)
            expression.Transformed = transformed;
        return transformed;
    }

    private Expression TransformUncached(Expression expression)
    {
        switch (expression.Kind)
        {
            case ExpressionKind.And:
            case ExpressionKind.Or:
                return factory.Combine(expression.Kind, Transform(expression.Left)!, Transform(expression.Right)!);
            case ExpressionKind.Not:
                return Negate(Transform(expression.Left)!);
            case ExpressionKind.Equal when expression.Symbol!.Type == SymbolType.Bool:
                return TransformComparison(expression, isEqual: true);
            case ExpressionKind.Unequal when expression.Symbol!.Type == SymbolType.Bool:
                return TransformComparison(expression, isEqual: false);
            default:
                return expression;
        }
    }

    private Expression TransformComparison(Expression expression, bool isEqual)
    {
        var symbol = expression.Symbol!;
        if (expression.Other == constants.Mod)
        {
            var result = isEqual ? constants.No : constants.Yes;
            _messages++;
            print($"boolean symbol {symbol} tested for 'm'? test forced to '{result}'\n");
            return factory.Of(result);
        }

        if (expression.Other == constants.Yes || expression.Other == constants.No)
        {
            var plain = factory.Of(symbol);
            return expression.Other == constants.Yes == isEqual ? plain : factory.Not(plain);
        }

        return expression;
    }

    private Expression Negate(Expression operand)
    {
        switch (operand.Kind)
        {
            case ExpressionKind.Not:
                return dialect.SimplifiesInPlace ? Transform(operand.Left)! : operand.Left!;
            case ExpressionKind.Or:
                return Transform(factory.Combine(
                    ExpressionKind.And, factory.Not(operand.Left!), factory.Not(operand.Right!)))!;
            case ExpressionKind.And:
                return Transform(factory.Combine(
                    ExpressionKind.Or, factory.Not(operand.Left!), factory.Not(operand.Right!)))!;
            case ExpressionKind.Symbol when operand.Symbol == constants.Yes:
                return factory.Of(constants.No);
            case ExpressionKind.Symbol when operand.Symbol == constants.No:
                return factory.Of(constants.Yes);
            case ExpressionKind.Symbol when operand.Symbol == constants.Mod:
                return operand;
            default:
                return operand.IsComparison
                    ? factory.Compare(Opposite(operand.Kind), operand.Symbol!, operand.Other!)
                    : factory.Not(operand);
        }
    }

    private static ExpressionKind Opposite(ExpressionKind kind) => kind switch
    {
        ExpressionKind.Equal => ExpressionKind.Unequal,
        ExpressionKind.Unequal => ExpressionKind.Equal,
        ExpressionKind.LessOrEqual => ExpressionKind.Greater,
        ExpressionKind.GreaterOrEqual => ExpressionKind.Less,
        ExpressionKind.Less => ExpressionKind.GreaterOrEqual,
        _ => ExpressionKind.LessOrEqual,
    };

    /// <summary>Whether it mentions the symbol.</summary>
    public static bool Contains(Expression? expression, Symbol symbol) => expression?.Kind switch
    {
        null => false,
        ExpressionKind.And or ExpressionKind.Or =>
            Contains(expression.Left, symbol) || Contains(expression.Right, symbol),
        ExpressionKind.Not => Contains(expression.Left, symbol),
        ExpressionKind.Symbol => expression.Symbol == symbol,
        _ => expression.IsComparison && (expression.Symbol == symbol || expression.Other == symbol),
    };

    /// <summary>Whether it can only hold while the symbol isn't n.</summary>
    public bool DependsOn(Expression? expression, Symbol symbol) => expression?.Kind switch
    {
        ExpressionKind.And => DependsOn(expression.Left, symbol) || DependsOn(expression.Right, symbol),
        ExpressionKind.Symbol => expression.Symbol == symbol,
        ExpressionKind.Equal =>
            expression.Symbol == symbol && (expression.Other == constants.Yes || expression.Other == constants.Mod),
        ExpressionKind.Unequal => expression.Symbol == symbol && expression.Other == constants.No,
        _ => false,
    };
}
