using System.Numerics;

namespace KernelSplit.Kconfig.Model;

/// <summary>Creates the expressions of a tree, each only once.</summary>
internal sealed class ExpressionFactory
{
    private const int StartSize = 1 << 16;

    private readonly Expression[] _restored;
    private Expression?[] _table;

    public ExpressionFactory()
    {
        _restored = [];
        _table = new Expression?[StartSize];
    }

    /// <param name="restored">The expressions of a tree that was read before, by <see cref="Expression.Id"/>.</param>
    public ExpressionFactory(Expression[] restored)
    {
        (_restored, Count) = (restored, restored.Length);
        _table = [];
    }

    public int Count { get; private set; }

    public Expression Of(Symbol symbol) => Find(ExpressionKind.Symbol, null, null, symbol, null);

    public Expression Not(Expression operand) => Find(ExpressionKind.Not, operand, null, null, null);

    public Expression Compare(ExpressionKind kind, Symbol left, Symbol right) => Find(kind, null, null, left, right);

    public Expression Combine(ExpressionKind kind, Expression left, Expression right) =>
        Find(kind, left, right, null, null);

    /// <summary>Null means y.</summary>
    public Expression? And(Expression? left, Expression? right) => Join(ExpressionKind.And, left, right);

    /// <summary>Null means empty.</summary>
    public Expression? Or(Expression? left, Expression? right) => Join(ExpressionKind.Or, left, right);

    /// <summary>Compares an expression with n; m isn't n (scripts/kconfig/expr.c, <c>expr_trans_compare</c>).</summary>
    public Expression CompareWithNo(Expression? expression, bool isEqual, Symbol no)
    {
        switch (expression?.Kind)
        {
            case null:
                return isEqual ? Of(no) : Not(Of(no));
            case ExpressionKind.And:
            case ExpressionKind.Or:
                var kind = expression.Kind == ExpressionKind.And ? ExpressionKind.Or : ExpressionKind.And;
                var combined = Combine(
                    kind, CompareWithNo(expression.Left, isEqual: true, no),
                    CompareWithNo(expression.Right, isEqual: true, no));
                return isEqual ? combined : Not(combined);
            case ExpressionKind.Not:
                return CompareWithNo(expression.Left, !isEqual, no);
            case ExpressionKind.Symbol:
                return Compare(isEqual ? ExpressionKind.Equal : ExpressionKind.Unequal, expression.Symbol!, no);
            default:
                return isEqual ? Not(expression) : expression;
        }
    }

    private Expression? Join(ExpressionKind kind, Expression? left, Expression? right) =>
        left is null ? right : right is null ? left : Combine(kind, left, right);

    private Expression Find(ExpressionKind kind, Expression? left, Expression? right, Symbol? symbol, Symbol? other)
    {
        // Few ever look for an expression of a tree that is complete.
        if (_table.Length == 0)
            Fill(_restored, Math.Max(StartSize, (int)BitOperations.RoundUpToPowerOf2((uint)_restored.Length) * 4));
        var slot = Slot(kind, left?.Id ?? symbol?.Id ?? 0, right?.Id ?? other?.Id ?? -1);
        for (; _table[slot] is { } known; slot = (slot + 1) & (_table.Length - 1))
        {
            if (known.Kind == kind && known.Left == left && known.Right == right && known.Symbol == symbol
                && known.Other == other)
                return known;
        }

        var made = new Expression(Count++, kind, left, right, symbol, other);
        _table[slot] = made;
        if (Count > _table.Length / 2)
            Grow();
        return made;
    }

    private int Slot(ExpressionKind kind, int left, int right)
    {
        var hash = ((uint)left * 0x9E3779B1u) ^ ((uint)right * 0x85EBCA77u) ^ ((uint)kind * 0xC2B2AE3Du);
        return (int)((hash ^ (hash >> 15)) & (uint)(_table.Length - 1));
    }

    private void Grow() => Fill(_table, _table.Length * 2);

    private void Fill(Expression?[] expressions, int size)
    {
        _table = new Expression?[size];
        foreach (var known in expressions)
        {
            if (known is null)
                continue;
            var slot = Slot(
                known.Kind, known.Left?.Id ?? known.Symbol?.Id ?? 0, known.Right?.Id ?? known.Other?.Id ?? -1);
            while (_table[slot] is not null)
                slot = (slot + 1) & (_table.Length - 1);
            _table[slot] = known;
        }
    }
}
