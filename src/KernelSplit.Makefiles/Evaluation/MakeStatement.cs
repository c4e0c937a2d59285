namespace KernelSplit.Makefiles.Evaluation;

/// <summary>One parsed Makefile line.</summary>
internal abstract record MakeStatement
{
    private MakeStatement()
    {
    }

    /// <param name="Name">Not expanded.</param>
    /// <param name="Operator"><c>=</c>, <c>:=</c>, <c>+=</c>, <c>?=</c> or <c>!=</c>.</param>
    /// <param name="Value">Not expanded.</param>
    /// <param name="Exported">Whether it has <c>export</c> in front.</param>
    public sealed record Assignment(string Name, string Operator, string Value, bool Exported) : MakeStatement;

    /// <param name="Keyword"><c>ifeq</c>, <c>ifneq</c>, <c>ifdef</c> or <c>ifndef</c>.</param>
    /// <param name="Arguments">Not expanded.</param>
    public sealed record If(string Keyword, string Arguments) : MakeStatement;

    /// <param name="Then">The condition on the same line, if there is one.</param>
    public sealed record Else(If? Then) : MakeStatement;

    public sealed record EndIf : MakeStatement;

    /// <param name="Files">Not expanded.</param>
    /// <param name="Optional">Whether missing files are ignored.</param>
    public sealed record Include(string Files, bool Optional) : MakeStatement;

    public sealed record Define(string Name, string Operator) : MakeStatement;

    public sealed record Export(string Names) : MakeStatement;

    /// <summary>A rule, or another line whose recipe follows on lines starting with a tab.</summary>
    public sealed record Rule(string Text) : MakeStatement;

    /// <summary>A line that only has side effects when expanded, such as <c>$(eval ...)</c>.</summary>
    public sealed record Expression(string Text) : MakeStatement;

    public sealed record Nothing : MakeStatement;
}
