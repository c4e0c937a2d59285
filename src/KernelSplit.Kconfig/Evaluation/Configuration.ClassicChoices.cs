using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Evaluation;

/// <summary>Choices up to 6.10: symbols with a value of their own, which can be m or, when optional, n.</summary>
public sealed partial class Configuration
{
    /// <summary>Answers all members that nothing is asked for with no.</summary>
    internal void SetMembers(Symbol choice)
    {
        foreach (var member in choice.Members)
        {
            if (!State(member).Has(StateFlags.IsAsked))
                State(member).Asked = Tristate.No;
        }

        ref var state = ref State(choice);
        state.Set(StateFlags.IsAsked);
        state.Clear(StateFlags.Valid | StateFlags.NeedsMembers);
    }

    /// <summary>The first default that is visible, or else the first visible member.</summary>
    internal Symbol? ClassicDefaultMember(Symbol choice) =>
        ActiveDefault(choice) ?? choice.Members.Find(member => State(member).Visible != Tristate.No);

    private Symbol? ChooseClassic(Symbol choice)
    {
        var areAsked = StateFlags.IsAsked;
        foreach (var member in choice.Members)
        {
            CalculateVisibility(member);
            if (State(member).Visible != Tristate.No)
                areAsked &= State(member).Flags;
        }

        ref var state = ref State(choice);
        state.Flags &= areAsked | ~StateFlags.IsAsked;
        if (state.AskedMember is { } asked && State(asked).Visible != Tristate.No)
            return asked;
        var chosen = ClassicDefaultMember(choice);
        if (chosen is null)
            state.Value = Tristate.No;
        return chosen;
    }

    /// <summary>Where only m is possible for a tristate member, it isn't visible while the choice is y.</summary>
    private bool IsHiddenByChoice(Symbol symbol, Tristate visibility) =>
        _dialect.HasClassicChoices && symbol is { Choice: not null, Type: SymbolType.Tristate }
        && visibility == Tristate.Mod && State(symbol.Choice).Value == Tristate.Yes;

    private void FinishChoice(Symbol choice, ref SymbolState state)
    {
        if (_dialect.HasClassicChoices && state.Has(StateFlags.Write))
        {
            foreach (var member in choice.Members)
            {
                if (State(member).Visible != Tristate.No)
                    State(member).Set(StateFlags.Write);
            }
        }

        state.Clear(StateFlags.Write);
        if (state.Has(StateFlags.NeedsMembers))
            SetMembers(choice);
    }
}
