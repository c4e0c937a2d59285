using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Conf;

/// <summary>Answers all that nothing is asked for yet at random (scripts/kconfig/conf.c).</summary>
internal sealed class RandomSymbols(Configuration configuration, GlibcRandom random, Probabilities probabilities)
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
        while (AnswerInTableOrder())
        {
        }
    }

    private void AnswerInMenuOrder()
    {
        var root = configuration.Tree.Root;
        for (var node = root.NextBelow(root); node is not null; node = node.NextBelow(root))
        {
            if (node is not { Symbol: { IsChoiceMember: false } symbol, Prompt: not null })
                continue;
            if (IsAsked(symbol) || !symbol.Type.IsLogical())
                continue;
            if (symbol.IsChoice)
                ShuffleMembers(node);
            else
                Ask(symbol, AnswerFor(symbol));
        }

        configuration.Invalidate();
    }

    /// <summary>Asks for all members, in random order: the first one that is visible will have it.</summary>
    private void ShuffleMembers(MenuNode choice)
    {
        // A member that has two entries counts twice until it is picked; then some turns pick nothing.
        for (var count = Unasked(choice).Count(); count > 0; count--)
        {
            if (Unasked(choice).ElementAtOrDefault(random.Next() % count) is not { } member)
                continue;
            Ask(member, Tristate.Yes);
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
            state.Asked = AnswerFor(symbol);
            if (!symbol.IsChoice)
                state.Set(StateFlags.IsAsked);
        }

        configuration.Invalidate();
        foreach (var choice in symbols)
        {
            if (!choice.IsChoice || IsAsked(choice))
                continue;
            configuration.Calculate(choice);
            hasChanged |= PickMember(choice);
        }

        return hasChanged;
    }

    private bool PickMember(Symbol choice)
    {
        ref var state = ref configuration.State(choice);
        if (state.Value != Tristate.Yes)
            return false;
        var picked = random.Next() % choice.Members.Count;
        for (var i = 0; i < choice.Members.Count; i++)
        {
            Ask(choice.Members[i], i == picked ? Tristate.Yes : Tristate.No);
            configuration.State(choice.Members[i]).Clear(StateFlags.Valid);
        }

        state.AskedMember = choice.Members[picked];
        state.Set(StateFlags.IsAsked);
        state.Clear(StateFlags.Valid);
        return true;
    }

    private Tristate AnswerFor(Symbol symbol)
    {
        var number = random.Next() % Percent;
        if (symbol.Type != SymbolType.Tristate)
            return number < probabilities.BoolYes ? Tristate.Yes : Tristate.No;
        return number < probabilities.TristateYes ? Tristate.Yes
            : number < probabilities.TristateYes + probabilities.TristateMod ? Tristate.Mod
            : Tristate.No;
    }

    private void Ask(Symbol symbol, Tristate value)
    {
        ref var state = ref configuration.State(symbol);
        state.Asked = value;
        state.Set(StateFlags.IsAsked);
    }

    private bool IsAsked(Symbol symbol) => configuration.State(symbol).Has(StateFlags.IsAsked);
}
