namespace KernelSplit.Makefiles.Evaluation;

/// <summary>What one line of a Makefile is.</summary>
internal abstract record Statement
{
    private Statement()
    {
    }

    /// <param name="Name">Not expanded.</param>
    /// <param name="Operator"><c>=</c>, <c>:=</c>, <c>+=</c>, <c>?=</c> or <c>!=</c>.</param>
    /// <param name="Value">Not expanded.</param>
    /// <param name="Exported">Whether <c>export</c> stands in front.</param>
    public sealed record Assignment(string Name, string Operator, string Value, bool Exported) : Statement;

    /// <param name="Keyword"><c>ifeq</c>, <c>ifneq</c>, <c>ifdef</c> or <c>ifndef</c>.</param>
    /// <param name="Arguments">Not expanded.</param>
    public sealed record If(string Keyword, string Arguments) : Statement;

    /// <param name="Then">The condition on the same line, if there is one.</param>
    public sealed record Else(If? Then) : Statement;

    public sealed record EndIf : Statement;

    /// <param name="Files">Not expanded.</param>
    /// <param name="Optional">Whether nobody minds when they are missing.</param>
    public sealed record Include(string Files, bool Optional) : Statement;

    public sealed record Define(string Name, string Operator) : Statement;

    public sealed record Export(string Names) : Statement;

    /// <summary>A rule, or something else whose recipe follows on lines that start with a tab.</summary>
    public sealed record Rule(string Text) : Statement;

    /// <summary>A line that only counts for what its expansion does, such as <c>$(eval ...)</c>.</summary>
    public sealed record Expression(string Text) : Statement;

    public sealed record Nothing : Statement;
}
