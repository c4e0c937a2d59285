using System.Text;
using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Conf;

/// <summary>The help that conf prints (scripts/kconfig/menu.c).</summary>
internal sealed class HelpTexts(Configuration configuration)
{
    private const int MaxMenus = 8;

    private readonly string _prefix = configuration.Tree.Host.Environment("CONFIG_") ?? "CONFIG_";

    public string Of(MenuNode node)
    {
        var text = new StringBuilder();
        if (node.Help is not null && node.Symbol?.Name is { } name)
            text.Append($"{_prefix}{name}:\n\n");
        text.Append(node.Help ?? "There is no help available for this option.").Append('\n');
        if (node.Symbol is not null)
            Append(text, node.Symbol);
        return text.ToString();
    }

    private void Append(StringBuilder text, Symbol symbol)
    {
        if (symbol.Name is not null)
        {
            text.Append($"Symbol: {symbol.Name} [={configuration.Shown(symbol)}]\n");
            text.Append($"Type  : {SymbolTypes.NameOf(symbol.Type)}\n");
            if (symbol.Type.IsNumber() && configuration.RangeOf(symbol) is { } range)
            {
                text.Append("Range : ");
                Print(text, range);
                text.Append('\n');
            }
        }

        foreach (var node in symbol.Definitions.Where(node => node.Prompt is not null))
            AppendPrompt(text, node, node.Prompt!);
        foreach (var node in symbol.Definitions.Where(node => node.Prompt is null))
        {
            text.Append($"Defined at {node.File}:{node.Line}\n");
            AppendCondition(text, node.Dependency, "  Depends on: ");
        }

        AppendReverse(text, symbol, PropertyKind.Select, "Selects: ", "Selected", symbol.SelectedBy);
        AppendReverse(text, symbol, PropertyKind.Imply, "Implies: ", "Implied", symbol.ImpliedBy);
        text.Append("\n\n");
    }

    private void AppendPrompt(StringBuilder text, MenuNode node, Property prompt)
    {
        text.Append($"Defined at {node.File}:{node.Line}\n  Prompt: {prompt.Text}\n");
        AppendCondition(text, node.Dependency, "  Depends on: ");
        if (!configuration.Tree.AreEqual(node.Dependency, prompt.Condition))
            AppendCondition(text, prompt.Condition, "  Visible if: ");
        var menus = new List<MenuNode>();
        var isInMenu = configuration.Tree.Dialect.LocatesMenus;
        var root = configuration.Tree.Root;
        for (var menu = isInMenu ? node.Parent! : node; menu != root && menus.Count < MaxMenus; menu = menu.Parent!)
            menus.Insert(0, menu);
        if (menus.Count > 0)
            text.Append("  Location:\n");
        for (var depth = 0; depth < menus.Count; depth++)
            AppendLocation(text, menus[depth], depth);
    }

    private void AppendLocation(StringBuilder text, MenuNode menu, int depth)
    {
        text.Append(' ', (2 * depth) + 4).Append("-> ").Append(menu.Prompt?.Text ?? menu.Symbol?.Name ?? "(null)");
        if (menu.Symbol is not null)
            text.Append($" ({menu.Symbol} [={configuration.Shown(menu.Symbol)}])");
        text.Append('\n');
    }

    private void AppendCondition(StringBuilder text, Expression? condition, string title)
    {
        var isYes = condition?.Kind == ExpressionKind.Symbol && condition.Symbol == configuration.Tree.Yes;
        if (condition is null || isYes)
            return;
        text.Append(title);
        Print(text, condition);
        text.Append('\n');
    }

    private void AppendReverse(
        StringBuilder text, Symbol symbol, PropertyKind kind, string title, string participle, Expression? reasons)
    {
        var isFirst = true;
        foreach (var property in symbol.Properties.Where(property => property.Kind == kind))
        {
            text.Append(isFirst ? title : " && ");
            Print(text, property.Value!);
            isFirst = false;
        }

        if (!isFirst)
            text.Append('\n');
        foreach (var value in new[] { Tristate.Yes, Tristate.Mod, Tristate.No })
            configuration.AppendReasons(text, reasons, value, $"{participle} by [{Tristates.Letter(value)}]:\n");
    }

    private void Print(StringBuilder text, Expression expression) =>
        ExpressionPrinter.Append(text, expression, configuration.Shown);
}
