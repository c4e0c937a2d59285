using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Conf;

/// <summary>Answers all that nothing is asked for yet: with n, m, y, or at random (scripts/kconfig/conf.c).</summary>
/// <param name="configuration">What to answer in.</param>
/// <param name="answer">Null leaves the defaults.</param>
/// <param name="random">Set when answers are random.</param>
/// <param name="probabilities">For random answers.</param>
internal sealed class NewSymbols(Configuration configuration, Tristate? answer, GlibcRandom? random, Probabilities probabilities)
{
    private const int Percent = 100;

    public void Answer()
    {
        if (!configuration.Tree.Dialect.HasClassicChoices)
        {
            AnswerInMenuOrder();
            return;
        }

        // What became visible by random answers gets its own in the next turn.
        while (AnswerInTableOrder() && random is not null)
        {
        }
    }

    private void AnswerInMenuOrder()
    {
        var root = configuration.Tree.Root;
        for (var node = root.NextBelow(root); node is not null; node = node.NextBelow(root))
        {
            if (node is not { Symbol: { } symbol, Prompt: not null } || IsAsked(symbol) || !symbol.Type.IsLogical() || symbol.IsChoiceMember)
                continue;
            if (!symbol.IsChoice)
                Answer(symbol);
            else if (random is not null)
                ShuffleMembers(node);
        }

        configuration.Invalidate();
    }

    private void Answer(Symbol symbol)
    {
        if (random is null && answer is null)
            return;
        ref var state = ref configuration.State(symbol);
        state.Asked = random is null ? answer!.Value : RandomFor(symbol);
        state.Set(StateFlags.IsAsked);
    }

    private Tristate RandomFor(Symbol symbol)
    {
        var number = random!.Next() % Percent;
        if (symbol.Type != SymbolType.Tristate)
            return number < probabilities.BoolYes ? Tristate.Yes : Tristate.No;
        return number < probabilities.TristateYes ? Tristate.Yes
            : number < probabilities.TristateYes + probabilities.TristateMod ? Tristate.Mod
            : Tristate.No;
    }

    /// <summary>Asks for all members, in random order: the first one that is visible will have it.</summary>
    private void ShuffleMembers(MenuNode choice)
    {
        // A member that has two entries counts twice until it is picked; then some turns pick nothing.
        for (var count = Unasked(choice).Count(); count > 0; count--)
        {
            if (Unasked(choice).ElementAtOrDefault(random!.Next() % count) is not { } member)
                continue;
            ref var state = ref configuration.State(member);
            state.Asked = Tristate.Yes;
            state.Set(StateFlags.IsAsked);
            configuration.Move(member, choice, toTail: true);
        }
    }

    private IEnumerable<Symbol> Unasked(MenuNode choice) =>
        choice.Descendants().Select(node => node.Symbol).OfType<Symbol>().Where(symbol => !IsAsked(symbol));

    private bool AnswerInTableOrder()
    {
        var symbols = configuration.Tree.InTableOrder;
        var hasChanged = false;
        foreach (var symbol in symbols)
        {
            ref var state = ref configuration.State(symbol);
            if (state.Has(StateFlags.IsAsked | StateFlags.Valid) || !configuration.TypeOf(symbol).IsLogical())
                continue;
            hasChanged = true;
            if (random is null && answer is null)
                continue;
            state.Asked = random is not null ? RandomFor(symbol)
                : answer == Tristate.No && symbol.IsYesInAllNoConfig ? Tristate.Yes
                : answer!.Value;
            if (!symbol.IsChoice || random is null)
                state.Set(StateFlags.IsAsked);
        }

        configuration.Invalidate();
        if (random is null)
            MarkChoices(symbols);
        foreach (var choice in symbols)
        {
            if (!choice.IsChoice || IsAsked(choice))
                continue;
            configuration.Calculate(choice);
            if (random is not null)
                hasChanged |= PickMember(choice);
            else
                configuration.SetMembers(choice);
        }

        return hasChanged;
    }

    private void MarkChoices(IReadOnlyList<Symbol> symbols)
    {
        foreach (var symbol in symbols)
        {
            if ((symbol.IsChoice && !IsAsked(symbol)) || symbol.IsChoiceMember)
                configuration.State(symbol).Set(StateFlags.NeedsMembers);
        }
    }

    private bool PickMember(Symbol choice)
    {
        ref var state = ref configuration.State(choice);
        if (state.Value != Tristate.Yes)
            return false;
        var picked = random!.Next() % choice.Members.Count;
        for (var i = 0; i < choice.Members.Count; i++)
        {
            ref var member = ref configuration.State(choice.Members[i]);
            member.Asked = i == picked ? Tristate.Yes : Tristate.No;
            member.Set(StateFlags.IsAsked);
            member.Clear(StateFlags.Valid);
        }

        state.AskedMember = choice.Members[picked];
        state.Set(StateFlags.IsAsked);
        state.Clear(StateFlags.Valid);
        return true;
    }

    private bool IsAsked(Symbol symbol) => configuration.State(symbol).Has(StateFlags.IsAsked);
}
