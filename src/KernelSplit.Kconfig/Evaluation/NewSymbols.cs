using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Evaluation;

/// <summary>Sets all symbols without a requested value to n, m or y (scripts/kconfig/conf.c).</summary>
/// <param name="configuration">Gets the values.</param>
/// <param name="answer">Null keeps the defaults.</param>
internal sealed class NewSymbols(Configuration configuration, Tristate? answer)
{
    public void Answer()
    {
        if (configuration.Tree.Dialect.HasClassicChoices)
            AnswerInTableOrder();
        else
            AnswerInMenuOrder();
    }

    private void AnswerInMenuOrder()
    {
        var root = configuration.Tree.Root;
        for (var node = root.NextBelow(root); node is not null; node = node.NextBelow(root))
        {
            if (node is not { Symbol: { IsChoice: false, IsChoiceMember: false } symbol, Prompt: not null })
                continue;
            if (!IsRequested(symbol) && symbol.Type.IsLogical() && answer is { } value)
                Set(symbol, value);
        }

        configuration.Invalidate();
    }

    private void AnswerInTableOrder()
    {
        var symbols = configuration.Tree.InTableOrder;
        foreach (var symbol in symbols)
        {
            var isOpen = !configuration.State(symbol).Has(StateFlags.IsRequested | StateFlags.Valid);
            if (isOpen && configuration.TypeOf(symbol).IsLogical() && answer is { } value)
                Set(symbol, value == Tristate.No && symbol.IsYesInAllNoConfig ? Tristate.Yes : value);
        }

        configuration.Invalidate();
        AnswerChoices(symbols);
    }

    private void AnswerChoices(IReadOnlyList<Symbol> symbols)
    {
        foreach (var symbol in symbols)
        {
            if ((symbol.IsChoice && !IsRequested(symbol)) || symbol.IsChoiceMember)
                configuration.State(symbol).Set(StateFlags.NeedsMembers);
        }

        foreach (var choice in symbols)
        {
            if (!choice.IsChoice || IsRequested(choice))
                continue;
            configuration.Calculate(choice);
            configuration.SetMembers(choice);
        }
    }

    private void Set(Symbol symbol, Tristate value)
    {
        ref var state = ref configuration.State(symbol);
        state.Requested = value;
        state.Set(StateFlags.IsRequested);
    }

    private bool IsRequested(Symbol symbol) => configuration.State(symbol).Has(StateFlags.IsRequested);
}
