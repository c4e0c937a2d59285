using KernelSplit.Kconfig.Dialects;
using KernelSplit.Kconfig.Model;
using KernelSplit.Kconfig.Parsing;

namespace KernelSplit.Kconfig.Finalizing;

/// <summary>
/// Finalizes the menu tree (scripts/kconfig/menu.c): inherits dependencies, adds selects to the selected symbols, makes
/// entries that depend on a symbol its submenu, dissolves ifs.
/// </summary>
internal sealed partial class Finalizer(
    MenuBuilder menus, ExpressionFactory expressions, Simplifier simplifier, Constants constants, Symbol modules,
    Dialect dialect, Report report)
{
    public void Run() => Finalize(menus.Root, isInChoice: false);

    private void Finalize(MenuNode parent, bool isInChoice)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        var symbol = parent.Symbol;
        if (parent.FirstChild is not null)
            FinalizeChildren(parent);
        else if (!isInChoice && symbol is not null)
            FindSubmenu(parent, symbol);
        DissolveMenusWithoutPrompt(parent);
        if (symbol is { WasWarnedAbout: false })
        {
            if (symbol.Type == SymbolType.Unknown)
                report.Warn(parent.File, parent.Line, "config symbol defined without type");
            if (dialect.HasNamedChoices && symbol.IsChoice && parent.Prompt is null)
                report.Warn(parent.File, parent.Line, "choice must have a prompt");
            CheckProperties(symbol);
            symbol.WasWarnedAbout = true;
        }

        if (dialect.HasClassicChoices && symbol is { IsOptional: false } && parent.Prompt is not null)
            KeepChoiceOn(parent, symbol);
    }

    private void FinalizeChildren(MenuNode parent)
    {
        var isChoice = parent.Symbol is { IsChoice: true };
        var inherited = parent.Dependency;
        if (isChoice && dialect.HasClassicChoices)
        {
            SetTypesOfMembers(parent);
            inherited = expressions.Of(parent.Symbol!);
        }

        for (var child = parent.FirstChild; child is not null; child = child.Next)
            Inherit(child, inherited);
        for (var child = parent.FirstChild; child is not null; child = child.Next)
            Finalize(child, isChoice && !dialect.HasNamedChoices);
    }

    private void Inherit(MenuNode node, Expression? inherited)
    {
        node.Dependency = Combine(inherited, node.Dependency);
        if (node.Symbol is null)
        {
            if (node.Prompt is not null)
                node.Prompt.Condition = Combine(node.Dependency, node.Prompt.Condition);
            return;
        }

        foreach (var property in node.Symbol.PropertyList)
        {
            if (property.Node != node)
                continue;
            property.Condition = Combine(node.Dependency, property.Condition);
            if (dialect.TakesUnequalNoForSymbol && node.Symbol.Type != SymbolType.Tristate)
                property.Condition = WithoutUnequalNo(property.Condition);
            if (property.Kind is PropertyKind.Select or PropertyKind.Imply)
                Reach(property.ValueSymbol!, property);
        }
    }

    private Expression? Combine(Expression? inherited, Expression? own)
    {
        var bound = simplifier.Transform(simplifier.BindModules(own, modules));
        return simplifier.RemoveDuplicates(expressions.And(inherited, bound));
    }

    private Expression? WithoutUnequalNo(Expression? condition) => condition switch
    {
        { IsOperator: true } =>
            expressions.Combine(condition.Kind, WithoutUnequalNo(condition.Left)!, WithoutUnequalNo(condition.Right)!),
        { Kind: ExpressionKind.Not } => expressions.Not(WithoutUnequalNo(condition.Left)!),
        { Kind: ExpressionKind.Unequal, Symbol.Type: SymbolType.Tristate } when condition.Other == constants.No =>
            expressions.Of(condition.Symbol),
        _ => condition,
    };

    private void Reach(Symbol target, Property property)
    {
        var reason = expressions.And(expressions.Of(property.Node.Symbol!), property.Condition);
        if (property.Kind == PropertyKind.Select)
            target.SelectedBy = expressions.Or(target.SelectedBy, reason);
        else
            target.ImpliedBy = expressions.Or(target.ImpliedBy, reason);
    }

    /// <summary>Entries that follow a symbol and depend on it become its submenu.</summary>
    private void FindSubmenu(MenuNode parent, Symbol symbol)
    {
        Expression? own = null;
        MenuNode? last = null;
        for (var node = parent.Next; node is not null; node = node.Next)
        {
            var dependency = node.Prompt is not null ? node.Prompt.Condition : node.Dependency;
            if (!Simplifier.Contains(dependency, symbol))
                break;
            if (!simplifier.DependsOn(dependency, symbol))
            {
                var theirs = Comparable(dependency);
                own ??= Comparable(parent.Prompt?.Condition);
                var rest = own;
                simplifier.RemoveCommon(ref theirs, ref rest);
                if (!simplifier.IsYes(rest))
                    break;
            }

            Finalize(node, isInChoice: false);
            node.Parent = parent;
            last = node;
        }

        if (last is not null)
        {
            parent.FirstChild = parent.Next;
            parent.Next = last.Next;
            last.Next = null;
        }

        symbol.DirectDependency = expressions.Or(symbol.DirectDependency, parent.Dependency);
    }

    private Expression? Comparable(Expression? condition) =>
        simplifier.RemoveDuplicates(simplifier.Transform(
            expressions.CompareWithNo(condition, isEqual: false, constants.No)));

    private void DissolveMenusWithoutPrompt(MenuNode parent)
    {
        for (var node = parent.FirstChild; node is not null; node = node.Next)
        {
            if (dialect.HasClassicChoices && parent.Symbol is { IsChoice: true } choice
                && node.Symbol is { IsChoiceMember: false })
                LinkMember(choice, node);
            if (node.FirstChild is null || node.Prompt?.Text is not null)
                continue;
            var last = node.FirstChild;
            for (; last.Next is not null; last = last.Next)
                last.Parent = parent;
            last.Parent = parent;
            last.Next = node.Next;
            node.Next = node.FirstChild;
            node.FirstChild = null;
        }
    }
}
