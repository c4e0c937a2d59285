using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Expressions;

/// <summary>The operands of a chain of ands, or of ors, however it is nested.</summary>
internal static class Leaves
{
    public static Expression[] Of(Expression expression, ExpressionKind kind)
    {
        if (expression.Kind != kind)
            return [expression];
        var leaves = new List<Expression>();
        Collect(expression, kind, leaves);
        return [.. leaves];
    }

    /// <summary>The same nesting around other operands.</summary>
    public static Expression Rebuild(ExpressionFactory factory, Expression shape, ExpressionKind kind, Expression[] leaves)
    {
        var next = 0;
        return Rebuild(factory, shape, kind, leaves, ref next);
    }

    private static void Collect(Expression expression, ExpressionKind kind, List<Expression> leaves)
    {
        if (expression.Kind != kind)
        {
            leaves.Add(expression);
            return;
        }

        Collect(expression.Left!, kind, leaves);
        Collect(expression.Right!, kind, leaves);
    }

    private static Expression Rebuild(ExpressionFactory factory, Expression shape, ExpressionKind kind, Expression[] leaves, ref int next)
    {
        if (shape.Kind != kind)
            return leaves[next++];
        var left = Rebuild(factory, shape.Left!, kind, leaves, ref next);
        var right = Rebuild(factory, shape.Right!, kind, leaves, ref next);
        return factory.Combine(kind, left, right);
    }
}
