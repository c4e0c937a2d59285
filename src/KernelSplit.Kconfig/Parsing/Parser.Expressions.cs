using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Parsing;

/// <summary>Conditions: OR binds loosest, then AND, then NOT; comparisons are between symbols only.</summary>
internal sealed partial class Parser
{
    private const int MaxNesting = 2000;

    private int _nesting;

    /// <summary><c>if ...</c>, or nothing.</summary>
    private Expression? ParseCondition() => TakeIf(TokenKind.If) ? ParseExpression() : null;

    private Expression ParseExpression()
    {
        var left = ParseAnd();
        while (TakeIf(TokenKind.Or))
            left = _expressions.Combine(ExpressionKind.Or, left, ParseAnd());
        return left;
    }

    private Expression ParseAnd()
    {
        var left = ParseTerm();
        while (TakeIf(TokenKind.And))
            left = _expressions.Combine(ExpressionKind.And, left, ParseTerm());
        return left;
    }

    private Expression ParseTerm()
    {
        if (Peek() is TokenKind.Not or TokenKind.OpenParenthesis)
            return ParseNested(Take().Kind);
        var left = ParseOperand();
        var comparison = Peek() switch
        {
            TokenKind.Equal => ExpressionKind.Equal,
            TokenKind.Unequal => ExpressionKind.Unequal,
            TokenKind.Less => ExpressionKind.Less,
            TokenKind.LessOrEqual => ExpressionKind.LessOrEqual,
            TokenKind.Greater => ExpressionKind.Greater,
            TokenKind.GreaterOrEqual => ExpressionKind.GreaterOrEqual,
            _ => ExpressionKind.Symbol,
        };
        if (comparison == ExpressionKind.Symbol)
            return _expressions.Of(left);
        Take();
        return _expressions.Compare(comparison, left, ParseOperand());
    }

    private Expression ParseNested(TokenKind kind)
    {
        if (++_nesting > MaxNesting)
        {
            _report.Error(File, Line, "memory exhausted");
            throw _report.ToException();
        }

        Expression result;
        if (kind == TokenKind.Not)
        {
            result = _expressions.Not(ParseTerm());
        }
        else
        {
            result = ParseExpression();
            Expect(TokenKind.CloseParenthesis);
        }

        _nesting--;
        return result;
    }

    private Symbol ParseName() => _symbols.Of(Expect(TokenKind.Word).Bytes.Span, isConstant: false);

    private Symbol ParseOperand()
    {
        var isQuoted = Peek() == TokenKind.QuotedWord;
        return isQuoted ? _symbols.Of(Take().Bytes.Span, isConstant: true) : ParseName();
    }
}
