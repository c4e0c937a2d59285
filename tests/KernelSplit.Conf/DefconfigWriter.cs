using System.Text;
using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Conf;

/// <summary>
/// Writes the values that differ from the defaults (scripts/kconfig/confdata.c, <c>conf_write_defconfig</c>).
/// </summary>
internal sealed class DefconfigWriter(Configuration configuration)
{
    private readonly string _prefix = configuration.Tree.Host.Environment("CONFIG_") ?? "CONFIG_";

    public string Write()
    {
        var text = new StringBuilder();
        var root = configuration.Tree.Root;
        configuration.Invalidate();
        for (var node = root.NextBelow(root); node is not null; node = node.NextBelow(root))
        {
            if (node.Symbol is null && configuration.Tree.Dialect.CalculatesMenusForDefconfig)
                configuration.IsVisible(node);
            if (node.Symbol is { IsChoice: false } symbol && IsNeeded(symbol))
                SymbolLines.Append(text, _prefix, symbol, configuration.Shown(symbol));
        }

        return text.ToString();
    }

    private bool IsNeeded(Symbol symbol)
    {
        configuration.Calculate(symbol);
        ref var state = ref configuration.State(symbol);
        if (!state.Has(StateFlags.Write))
            return false;
        state.Clear(StateFlags.Write);
        return state.Visible > state.Selected
            && configuration.Shown(symbol) != configuration.DefaultOf(symbol)
            && !IsChoiceDefault(symbol);
    }

    private bool IsChoiceDefault(Symbol symbol)
    {
        if (configuration.State(symbol).Value != Tristate.Yes)
            return false;
        if (!configuration.Tree.Dialect.HasClassicChoices)
            return symbol.ChoiceNode is { } choice && configuration.DefaultMember(choice) == symbol;
        return symbol is { IsChoiceMember: true, Type: SymbolType.Bool, Choice.IsOptional: false }
            && configuration.ClassicDefaultMember(symbol.Choice) == symbol;
    }
}
