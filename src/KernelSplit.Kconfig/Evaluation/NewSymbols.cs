using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Evaluation;

/// <summary>Answers all that nothing is asked for yet with n, m or y (scripts/kconfig/conf.c).</summary>
/// <param name="configuration">What to answer in.</param>
/// <param name="answer">Null leaves the defaults.</param>
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
            if (!IsAsked(symbol) && symbol.Type.IsLogical() && answer is { } value)
                Ask(symbol, value);
        }

        configuration.Invalidate();
    }

    private void AnswerInTableOrder()
    {
        var symbols = configuration.Tree.InTableOrder;
        foreach (var symbol in symbols)
        {
            var isOpen = !configuration.State(symbol).Has(StateFlags.IsAsked | StateFlags.Valid);
            if (isOpen && configuration.TypeOf(symbol).IsLogical() && answer is { } value)
                Ask(symbol, value == Tristate.No && symbol.IsYesInAllNoConfig ? Tristate.Yes : value);
        }

        configuration.Invalidate();
        AnswerChoices(symbols);
    }

    private void AnswerChoices(IReadOnlyList<Symbol> symbols)
    {
        foreach (var symbol in symbols)
        {
            if ((symbol.IsChoice && !IsAsked(symbol)) || symbol.IsChoiceMember)
                configuration.State(symbol).Set(StateFlags.NeedsMembers);
        }

        foreach (var choice in symbols)
        {
            if (!choice.IsChoice || IsAsked(choice))
                continue;
            configuration.Calculate(choice);
            configuration.SetMembers(choice);
        }
    }

    private void Ask(Symbol symbol, Tristate value)
    {
        ref var state = ref configuration.State(symbol);
        state.Asked = value;
        state.Set(StateFlags.IsAsked);
    }

    private bool IsAsked(Symbol symbol) => configuration.State(symbol).Has(StateFlags.IsAsked);
}
