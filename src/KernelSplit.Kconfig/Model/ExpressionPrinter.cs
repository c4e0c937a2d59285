using System.Text;

namespace KernelSplit.Kconfig.Model;

/// <summary>Prints expressions as the kernel's messages do (scripts/kconfig/expr.c).</summary>
internal static class ExpressionPrinter
{
    public static string Print(Expression? expression)
    {
        var text = new StringBuilder();
        Append(text, expression, null);
        return text.ToString();
    }

    /// <param name="text">Gets the output.</param>
    /// <param name="expression">Null is printed as y.</param>
    /// <param name="valueOf">The value to print after each symbol as <c> [=y]</c>; none if null.</param>
    public static void Append(StringBuilder text, Expression? expression, Func<Symbol, string>? valueOf)
    {
        if (expression is null)
            text.Append('y');
        else
            new Writer(text, valueOf).Write(expression, int.MaxValue);
    }

    private readonly record struct Writer(StringBuilder Text, Func<Symbol, string>? ValueOf)
    {
        /// <summary>Adds parentheses where an operator binds more loosely than the enclosing one.</summary>
        public void Write(Expression expression, int around)
        {
            var own = Looseness(expression.Kind);
            if (own > around)
                Text.Append('(');
            switch (expression.Kind)
            {
                case ExpressionKind.Symbol:
                    Write(expression.Symbol!);
                    break;
                case ExpressionKind.Not:
                    Text.Append('!');
                    Write(expression.Left!, own);
                    break;
                case ExpressionKind.And:
                case ExpressionKind.Or:
                    WriteChain(expression, own);
                    break;
                case ExpressionKind.Range:
                    Text.Append('[');
                    Write(expression.Symbol!);
                    Text.Append(' ');
                    Write(expression.Other!);
                    Text.Append(']');
                    break;
                default:
                    Write(expression.Symbol!);
                    Text.Append(Operator(expression.Kind));
                    Write(expression.Other!);
                    break;
            }

            if (own > around)
                Text.Append(')');
        }

        private void WriteChain(Expression expression, int own)
        {
            var rights = new Stack<Expression>();
            var first = expression;
            for (; first.Kind == expression.Kind; first = first.Left!)
                rights.Push(first.Right!);
            Write(first, own);
            foreach (var right in rights)
            {
                Text.Append(expression.Kind == ExpressionKind.And ? " && " : " || ");
                Write(right, own);
            }
        }

        private void Write(Symbol symbol)
        {
            if (symbol.Name is null)
            {
                Text.Append("<choice>");
                return;
            }

            Text.Append(symbol.Name);
            if (ValueOf is not null && symbol.Type != SymbolType.Unknown)
                Text.Append(" [=").Append(ValueOf(symbol)).Append(']');
        }

        private static int Looseness(ExpressionKind kind) => kind switch
        {
            ExpressionKind.Or => 5,
            ExpressionKind.And => 4,
            ExpressionKind.Not => 3,
            ExpressionKind.Equal or ExpressionKind.Unequal => 2,
            ExpressionKind.Less or ExpressionKind.LessOrEqual or ExpressionKind.Greater
                or ExpressionKind.GreaterOrEqual => 1,
            _ => 0,
        };

        private static string Operator(ExpressionKind kind) => kind switch
        {
            ExpressionKind.Equal => "=",
            ExpressionKind.Unequal => "!=",
            ExpressionKind.Less => "<",
            ExpressionKind.LessOrEqual => "<=",
            ExpressionKind.Greater => ">",
            _ => ">=",
        };
    }
}
