namespace KernelSplit.Kconfig.Model;

/// <summary>The operands of a chain of ands, or of ors, however it is nested.</summary>
internal static class Leaves
{
    public static Expression[] Of(Expression expression, ExpressionKind kind)
    {
        if (expression.Kind != kind)
            return [expression];
        var leaves = new Expression[Count(expression, kind)];
        var count = 0;
        Collect(expression, kind, leaves, ref count);
        return leaves;
    }

    /// <summary>The same nesting around other operands.</summary>
    public static Expression Rebuild(
        ExpressionFactory factory, Expression shape, ExpressionKind kind, Expression[] leaves)
    {
        var next = 0;
        return Rebuild(factory, shape, kind, leaves, ref next);
    }

    private static int Count(Expression expression, ExpressionKind kind) =>
        expression.Kind == kind ? Count(expression.Left!, kind) + Count(expression.Right!, kind) : 1;

    private static void Collect(Expression expression, ExpressionKind kind, Expression[] leaves, ref int count)
    {
        if (expression.Kind != kind)
        {
            leaves[count++] = expression;
            return;
        }

        Collect(expression.Left!, kind, leaves, ref count);
        Collect(expression.Right!, kind, leaves, ref count);
    }

    private static Expression Rebuild(
        ExpressionFactory factory, Expression shape, ExpressionKind kind, Expression[] leaves, ref int next)
    {
        if (shape.Kind != kind)
            return leaves[next++];
        var left = Rebuild(factory, shape.Left!, kind, leaves, ref next);
        var right = Rebuild(factory, shape.Right!, kind, leaves, ref next);
        return factory.Combine(kind, left, right);
    }
}
