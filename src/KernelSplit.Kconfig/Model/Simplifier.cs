using KernelSplit.Kconfig.Dialects;

namespace KernelSplit.Kconfig.Model;

/// <summary>
/// Simplifies conditions as scripts/kconfig/expr.c does. It affects messages, which symbols become submenus of others,
/// and thereby .config.
/// </summary>
/// <param name="factory">Creates the results.</param>
/// <param name="constants">y, m and n.</param>
/// <param name="dialect">
/// Kernels up to 6.11 rewrite expressions in place, which changes operands that later ones don't touch.
/// </param>
/// <param name="print">Gets what conf prints to standard output.</param>
internal sealed partial class Simplifier(
    ExpressionFactory factory, Constants constants, Dialect dialect, Action<string> print)
{
    /// <summary>Counts simplifications, to detect when nothing is left to do.</summary>
    private int _changes;

    public bool IsYes(Expression? expression) => expression is null || IsSymbol(expression, constants.Yes);

    /// <summary>Turns <c>m</c> into <c>m &amp;&amp; MODULES</c>.</summary>
    public Expression? BindModules(Expression? expression, Symbol modules) => expression?.Kind switch
    {
        null => null,
        ExpressionKind.Not => factory.Not(BindModules(expression.Left, modules)!),
        ExpressionKind.And or ExpressionKind.Or => factory.Combine(
            expression.Kind, BindModules(expression.Left, modules)!, BindModules(expression.Right, modules)!),
        ExpressionKind.Symbol when expression.Symbol == constants.Mod => factory.And(expression, factory.Of(modules)),
        _ => expression,
    };

    /// <summary>Removes what repeats, implies or excludes another operand.</summary>
    public Expression? RemoveDuplicates(Expression? expression)
    {
        if (expression is null || !expression.IsOperator)
            return expression;
        return expression.WithoutDuplicates ??= dialect.SimplifiesInPlace
            ? RemoveInPlace(expression)
            : Remove(expression);
    }

    /// <summary>Whether both are equal, whatever the order of their operands.</summary>
    public bool AreEqual(Expression? left, Expression? right)
    {
        if (left is null || right is null)
            return IsYes(left) && IsYes(right);
        if (left == right)
            return true;
        if (left.Kind != right.Kind)
            return false;
        switch (left.Kind)
        {
            case ExpressionKind.Not:
                return AreEqual(left.Left, right.Left);
            case ExpressionKind.And:
            case ExpressionKind.Or:
                var changes = _changes;
                RemoveCommon(ref left, ref right);
                _changes = changes;
                return left!.Kind == ExpressionKind.Symbol && right!.Kind == ExpressionKind.Symbol
                    && left.Symbol == right.Symbol;
            default:
                return false;
        }
    }

    /// <summary>Removes common operands.</summary>
    public void RemoveCommon(ref Expression? left, ref Expression? right)
    {
        if (left is null || right is null)
            return;
        if (left.IsOperator)
            RemoveCommon(left.Kind, ref left, ref right);
        if (left.Kind != right.Kind && right.IsOperator)
            RemoveCommon(right.Kind, ref left, ref right);
        left = RemoveConstants(left);
        right = RemoveConstants(right);
    }

    private void RemoveCommon(ExpressionKind kind, ref Expression left, ref Expression right)
    {
        var lefts = Leaves.Of(left, kind);
        var rights = Leaves.Of(right, kind);
        var neutral = factory.Of(kind == ExpressionKind.Or ? constants.No : constants.Yes);
        var before = _changes;
        for (var i = 0; i < lefts.Length; i++)
        {
            for (var j = 0; j < rights.Length; j++)
            {
                var isConstant = lefts[i] == rights[j]
                    && (IsSymbol(lefts[i], constants.Yes) || IsSymbol(lefts[i], constants.No));
                if (isConstant || !AreEqual(lefts[i], rights[j]))
                    continue;
                _changes++;
                lefts[i] = rights[j] = neutral;
            }
        }

        if (_changes == before)
            return;
        left = Leaves.Rebuild(factory, left, kind, lefts);
        right = Leaves.Rebuild(factory, right, kind, rights);
    }

    private Expression Remove(Expression expression)
    {
        var outer = _changes;
        do
        {
            _changes = 0;
            if (expression.IsOperator)
            {
                var kind = expression.Kind;
                var left = RemoveDuplicates(expression.Left)!;
                var right = RemoveDuplicates(expression.Right)!;
                Join(kind, ref left, ref right);
                expression = factory.Combine(kind, left, right);
            }

            expression = RemoveConstants(expression);
        }
        while (_changes > 0);
        _changes = outer;
        return expression;
    }

    private void Join(ExpressionKind kind, ref Expression left, ref Expression right)
    {
        var lefts = Leaves.Of(left, kind);
        var rights = Leaves.Of(right, kind);
        var before = _changes;
        for (var i = 0; i < lefts.Length; i++)
        {
            for (var j = 0; j < rights.Length; j++)
                JoinPair(kind, ref lefts[i], ref rights[j]);
        }

        if (_changes == before)
            return;
        left = Leaves.Rebuild(factory, left, kind, lefts);
        right = Leaves.Rebuild(factory, right, kind, rights);
    }

    private void JoinPair(ExpressionKind kind, ref Expression left, ref Expression right)
    {
        var joined = kind == ExpressionKind.Or ? JoinOr(left, right) : JoinAnd(left, right);
        if (joined is null)
            return;
        left = factory.Of(kind == ExpressionKind.Or ? constants.No : constants.Yes);
        right = joined;
        _changes++;
    }

    private Expression RemoveInPlace(Expression expression)
    {
        var outer = _changes;
        while (true)
        {
            _changes = 0;
            if (expression.IsOperator)
                expression = JoinAmongEachOther(expression);
            if (_changes > 0 || !dialect.KeepsLoneConstants)
                expression = RemoveConstants(expression);
            if (_changes == 0)
                break;
        }

        _changes = outer;
        return expression;
    }

    private Expression JoinAmongEachOther(Expression expression)
    {
        var kind = expression.Kind;
        var leaves = Leaves.Of(expression, kind);
        var before = _changes;
        for (var i = 0; i < leaves.Length; i++)
        {
            for (var j = 0; j < leaves.Length; j++)
            {
                if (i == j)
                    continue;
                if (leaves[i].IsOperator)
                    leaves[i] = JoinAmongEachOther(leaves[i]);
                JoinPair(kind, ref leaves[i], ref leaves[j]);
            }
        }

        return _changes == before ? expression : Leaves.Rebuild(factory, expression, kind, leaves);
    }

    private Expression RemoveConstants(Expression expression)
    {
        if (!expression.IsOperator)
            return expression;
        var left = RemoveConstants(expression.Left!);
        var right = RemoveConstants(expression.Right!);
        var (neutral, absorbing) = expression.Kind == ExpressionKind.And
            ? (constants.Yes, constants.No)
            : (constants.No, constants.Yes);
        if (IsSymbol(left, absorbing) || IsSymbol(right, neutral))
            return left;
        if (IsSymbol(left, neutral) || IsSymbol(right, absorbing))
            return right;
        return dialect.SimplifiesInPlace ? factory.Combine(expression.Kind, left, right) : expression;
    }

    private static bool IsSymbol(Expression expression, Symbol symbol) =>
        expression.Kind == ExpressionKind.Symbol && expression.Symbol == symbol;
}
