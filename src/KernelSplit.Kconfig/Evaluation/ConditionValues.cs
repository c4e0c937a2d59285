using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Evaluation;

/// <summary>Evaluates conditions (scripts/kconfig/expr.c).</summary>
/// <param name="configuration">Provides the symbols' values.</param>
/// <param name="count">How many expressions there are.</param>
/// <param name="isRemembering">Kernels since 6.12 cache an expression's value until a symbol changes.</param>
internal sealed class ConditionValues(Configuration configuration, int count, bool isRemembering)
{
    // A new array's content; values are stored plus one.
    private const byte Unknown = 0;

    private readonly byte[] _values = new byte[isRemembering ? count : 0];

    public void Forget() => Array.Clear(_values);

    public Tristate Of(Expression? expression)
    {
        if (expression is null)
            return Tristate.Yes;
        if (!isRemembering)
            return Calculate(expression);
        var value = _values[expression.Id];
        if (value != Unknown)
            return (Tristate)(value - 1);
        var calculated = Calculate(expression);
        _values[expression.Id] = (byte)(calculated + 1);
        return calculated;
    }

    private Tristate Calculate(Expression expression) => expression.Kind switch
    {
        ExpressionKind.Symbol => OfSymbol(expression.Symbol!),
        ExpressionKind.And or ExpressionKind.Or => OfChain(expression),
        ExpressionKind.Not => Tristates.Not(Of(expression.Left)),
        ExpressionKind.Range => Tristate.No,
        _ => Compare(expression.Kind, expression.Symbol!, expression.Other!) ? Tristate.Yes : Tristate.No,
    };

    private Tristate OfSymbol(Symbol symbol)
    {
        configuration.Calculate(symbol);
        return configuration.State(symbol).Value;
    }

    /// <summary>Long chains nest to the left: iterated, not a recursive call per operand.</summary>
    private Tristate OfChain(Expression expression)
    {
        var depth = 0;
        var first = expression;
        for (; first.IsOperator && (depth == 0 || !isRemembering || _values[first.Id] == Unknown); first = first.Left!)
            depth++;
        if (depth == 1)
            return Join(expression.Kind, Of(first), Of(expression.Right));
        var chain = new Expression[depth];
        for (var (i, node) = (0, expression); i < depth; i++, node = node.Left!)
            chain[i] = node;
        var value = Of(first);
        for (var i = depth - 1; i >= 0; i--)
        {
            value = Join(chain[i].Kind, value, Of(chain[i].Right));
            if (isRemembering && i > 0)
                _values[chain[i].Id] = (byte)(value + 1);
        }

        return value;
    }

    private static Tristate Join(ExpressionKind kind, Tristate left, Tristate right) =>
        kind == ExpressionKind.And ? Tristates.And(left, right) : Tristates.Or(left, right);

    private bool Compare(ExpressionKind kind, Symbol left, Symbol right)
    {
        configuration.Calculate(left);
        configuration.Calculate(right);
        var order = Order(left, configuration.Shown(left), right, configuration.Shown(right));
        return kind switch
        {
            ExpressionKind.Equal => order == 0,
            ExpressionKind.Unequal => order != 0,
            ExpressionKind.Less => order < 0,
            ExpressionKind.LessOrEqual => order <= 0,
            ExpressionKind.Greater => order > 0,
            _ => order >= 0,
        };
    }

    private static int Order(Symbol left, string leftText, Symbol right, string rightText)
    {
        if (left.Type == SymbolType.String && right.Type == SymbolType.String)
            return string.CompareOrdinal(leftText, rightText);
        if (!TryRead(left, leftText, out var leftSigned, out var leftUnsigned)
            || !TryRead(right, rightText, out var rightSigned, out var rightUnsigned))
        {
            return string.CompareOrdinal(leftText, rightText);
        }

        return left.Type == SymbolType.Hex || right.Type == SymbolType.Hex
            ? leftUnsigned.CompareTo(rightUnsigned)
            : leftSigned.CompareTo(rightSigned);
    }

    private static bool TryRead(Symbol symbol, string text, out long signed, out ulong unsigned)
    {
        if (!symbol.Type.IsLogical())
            return ReadNumber(symbol.Type, text, out signed, out unsigned);
        signed = text switch
        {
            "n" => 0,
            "m" => 1,
            "y" => 2,
            _ => -1,
        };
        unsigned = (ulong)signed;
        return true;
    }

    private static bool ReadNumber(SymbolType type, string text, out long signed, out ulong unsigned)
    {
        var isNumber = Numbers.TryRead(text, type, out signed, out unsigned);
        // C reinterprets one as the other.
        if (type == SymbolType.Hex)
            signed = (long)unsigned;
        else
            unsigned = (ulong)signed;
        return isNumber;
    }
}
