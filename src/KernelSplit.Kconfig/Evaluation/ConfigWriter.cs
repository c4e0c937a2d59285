using System.Text;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Evaluation;

/// <summary>Writes a .config as conf does (scripts/kconfig/confdata.c, <c>conf_write</c>).</summary>
internal sealed class ConfigWriter(Configuration configuration)
{
    private const int UsualSize = 1 << 18;

    private readonly StringBuilder _text = new(UsualSize);
    private readonly string _prefix = configuration.Tree.Host.Environment("CONFIG_") ?? "CONFIG_";
    private bool _needsBlankLine;

    public string Write()
    {
        var root = configuration.Tree.Root;
        AppendHeading(_text, root.Prompt!.Text!, "#", "#", "#");
        if (!configuration.IsChanged)
            configuration.Invalidate();
        for (var node = root.FirstChild; node is not null; node = Next(node))
            Append(node);
        foreach (var symbol in configuration.Tree.InTableOrder)
            configuration.State(symbol).Clear(StateFlags.Written);
        return _text.ToString();
    }

    public static void AppendHeading(StringBuilder text, string title, string first, string decoration, string last) =>
        text.Append(
            $"{first}\n{decoration} Automatically generated file; DO NOT EDIT.\n{decoration} {title}\n{last}\n");

    private void Append(MenuNode node)
    {
        if (node.Symbol is not { } symbol)
        {
            if (!configuration.IsVisible(node))
                return;
            _text.Append($"\n#\n# {node.Prompt!.Text}\n#\n");
            _needsBlankLine = false;
            return;
        }

        ref var state = ref configuration.State(symbol);
        if (symbol.IsChoice || state.Has(StateFlags.Written))
            return;
        configuration.Calculate(symbol);
        if (!state.Has(StateFlags.Write))
            return;
        if (_needsBlankLine)
            _text.Append('\n');
        _needsBlankLine = false;
        state.Set(StateFlags.Written);
        SymbolLines.Append(_text, _prefix, symbol, configuration.Shown(symbol));
    }

    /// <summary>The next node, depth first; writes the end of each menu that is left.</summary>
    private MenuNode? Next(MenuNode node)
    {
        if (node.FirstChild is not null)
            return node.FirstChild;
        for (var left = node; left is not null; left = left.Parent)
        {
            if (left != node || !configuration.Tree.Dialect.OmitsEndOfEmptyMenus)
                AppendEnd(left);
            if (left.Next is not null)
                return left.Next;
        }

        return null;
    }

    private void AppendEnd(MenuNode node)
    {
        if (node.Symbol is not null || node.Parent is null || !configuration.IsVisible(node)
            || node.Prompt!.Kind != PropertyKind.Menu)
            return;
        _text.Append($"# end of {node.Prompt.Text}\n");
        _needsBlankLine = true;
    }
}
