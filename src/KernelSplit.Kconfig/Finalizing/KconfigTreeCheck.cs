using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Finalizing;

/// <summary>Checks that need the whole tree: recursive dependencies, misplaced choice members.</summary>
internal sealed class KconfigTreeCheck(KconfigTree tree, Report report)
{
    public void Run()
    {
        var cycles = new CycleCheck(tree.Dialect, report);
        if (tree.Dialect.FindsCyclesInTableOrder)
        {
            foreach (var symbol in tree.InTableOrder)
                cycles.Check(symbol);
        }
        else
        {
            CheckInMenuOrder(cycles);
        }

        if (report.ErrorCount > 0)
            throw report.ToException();
    }

    private void CheckInMenuOrder(CycleCheck cycles)
    {
        foreach (var node in tree.Root.Descendants())
        {
            if (node.Symbol is null)
                continue;
            cycles.Check(node.Symbol);
            CheckTransitional(node, node.Symbol);
            if (!node.Symbol.IsChoice || tree.Dialect.HasOptionalChoices)
                continue;
            foreach (var member in node.Descendants())
                CheckMember(member);
        }
    }

    private bool HasOnePrompt => tree.Dialect.HasOnePromptForEachMember;

    /// <summary>Only a type and a help text are allowed.</summary>
    private void CheckTransitional(MenuNode node, Symbol symbol)
    {
        const string Problem = "transitional symbols can only have help sections";
        if (!symbol.IsTransitional)
            return;
        if (!IsYes(node.Dependency) || !IsYes(node.Visibility))
            report.Error(node.File, node.Line, Problem, "error: ");
        else if (symbol.PropertyList is [var property, ..])
            report.Error(property.File, property.Line, Problem, "error: ");
    }

    private bool IsYes(Expression? condition) =>
        condition is null || condition is { Kind: ExpressionKind.Symbol } && condition.Symbol == tree.Yes;

    private void CheckMember(MenuNode member)
    {
        foreach (var property in member.Symbol?.Properties ?? [])
        {
            if (property.Kind == PropertyKind.Default)
                report.Error(property.File, property.Line, "defaults for choice values not supported", "error: ");
            if (property.Node != member && property.Kind == PropertyKind.Prompt
                && (HasOnePrompt || property.Node.Parent != member.Parent))
            {
                report.Error(
                    property.File, property.Line, HasOnePrompt
                        ? "choice value must not have a prompt in another entry"
                        : "choice value has a prompt outside its choice group", "error: ");
            }
        }
    }
}
