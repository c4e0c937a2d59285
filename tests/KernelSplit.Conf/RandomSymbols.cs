using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Conf;

/// <summary>Sets all symbols without a requested value at random (scripts/kconfig/conf.c).</summary>
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

        // Symbols that became visible are set in the next round.
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
            if (IsRequested(symbol) || !symbol.Type.IsLogical())
                continue;
            if (symbol.IsChoice)
                ShuffleMembers(node);
            else
                Set(symbol, AnswerFor(symbol));
        }

        configuration.Invalidate();
    }

    /// <summary>Requests all members, in random order: the first visible one is selected.</summary>
    private void ShuffleMembers(MenuNode choice)
    {
        // A member with two entries counts twice until it is picked; then some rounds pick nothing.
        for (var count = MembersWithoutRequest(choice).Count(); count > 0; count--)
        {
            if (MembersWithoutRequest(choice).ElementAtOrDefault(random.Next() % count) is not { } member)
                continue;
            Set(member, Tristate.Yes);
            configuration.Move(member, choice, toTail: true);
        }
    }

    private IEnumerable<Symbol> MembersWithoutRequest(MenuNode choice) =>
        choice.Descendants().Select(node => node.Symbol).OfType<Symbol>().Where(symbol => !IsRequested(symbol));

    private bool AnswerInTableOrder()
    {
        var symbols = configuration.Tree.InTableOrder;
        var hasChanged = false;
        foreach (var symbol in symbols)
        {
            ref var state = ref configuration.State(symbol);
            if (state.Has(StateFlags.IsRequested | StateFlags.Valid) || !configuration.TypeOf(symbol).IsLogical())
                continue;
            hasChanged = true;
            state.Requested = AnswerFor(symbol);
            if (!symbol.IsChoice)
                state.Set(StateFlags.IsRequested);
        }

        configuration.Invalidate();
        foreach (var choice in symbols)
        {
            if (!choice.IsChoice || IsRequested(choice))
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
            Set(choice.Members[i], i == picked ? Tristate.Yes : Tristate.No);
            configuration.State(choice.Members[i]).Clear(StateFlags.Valid);
        }

        state.RequestedMember = choice.Members[picked];
        state.Set(StateFlags.IsRequested);
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

    private void Set(Symbol symbol, Tristate value)
    {
        ref var state = ref configuration.State(symbol);
        state.Requested = value;
        state.Set(StateFlags.IsRequested);
    }

    private bool IsRequested(Symbol symbol) => configuration.State(symbol).Has(StateFlags.IsRequested);
}
