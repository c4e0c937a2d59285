using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Finalizing;

/// <summary>Choices of kernels up to 6.10, which are symbols that their members depend on.</summary>
internal sealed partial class Finalizer
{
    private void SetTypesOfMembers(MenuNode choice)
    {
        var symbol = choice.Symbol!;
        if (symbol.Type == SymbolType.Unknown)
        {
            for (var node = choice.FirstChild; node is not null && symbol.Type == SymbolType.Unknown; node = node.Next)
                symbol.Type = node.Symbol?.Type ?? SymbolType.Unknown;
        }

        for (var node = choice.FirstChild; node is not null && dialect.HasNamedChoices; node = node.Next)
        {
            if (node.Symbol is { Type: SymbolType.Unknown } member)
                member.Type = symbol.Type;
        }
    }

    private void LinkMember(Symbol choice, MenuNode node)
    {
        var member = node.Symbol!;
        member.IsChoiceMember = true;
        if (dialect.HasOptionalChoices)
            WarnOfInvalidMember(choice, node);
        if (choice.Type == SymbolType.Tristate && member.Type != SymbolType.Tristate)
            RequireYes(choice, node);
        var link = menus.NewProperty(PropertyKind.Choice, node, node.File, node.Line);
        link.Value = expressions.Of(choice);
        member.Add(link);
        member.Choice ??= choice;
        choice.Members.Add(member);
    }

    private void WarnOfInvalidMember(Symbol choice, MenuNode node)
    {
        if (node.Prompt is null)
            report.Warn(node.File, node.Line, "choice value must have a prompt");
        foreach (var property in node.Symbol!.Properties)
        {
            if (property.Kind == PropertyKind.Default)
                report.Warn(property.File, property.Line, "defaults for choice values not supported");
            if (property.Node != node && property.Kind == PropertyKind.Prompt && property.Node.Parent?.Symbol != choice)
                report.Warn(property.File, property.Line, "choice value used outside its choice group");
        }
    }

    /// <summary>A bool in a tristate choice can be set only if the choice is y.</summary>
    private void RequireYes(Symbol choice, MenuNode node)
    {
        var isYes = expressions.Compare(ExpressionKind.Equal, choice, constants.Yes);
        node.Dependency = expressions.And(isYes, node.Dependency);
        foreach (var property in node.Symbol!.Properties)
        {
            if (property.Node == node)
                property.Condition = expressions.And(isYes, property.Condition);
        }
    }

    /// <summary>A choice that isn't optional can't be n while it is visible.</summary>
    private void KeepChoiceOn(MenuNode choice, Symbol symbol) => symbol.SelectedBy = expressions.Or(
        symbol.SelectedBy, expressions.And(choice.Prompt!.Condition, expressions.Of(constants.Mod)));
}
