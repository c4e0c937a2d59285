using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Evaluation;

/// <summary>Choices up to 6.10: symbols with their own value, which can be m or, if optional, n.</summary>
public sealed partial class Configuration
{
    /// <summary>Sets all members without a requested value to n.</summary>
    internal void SetMembers(Symbol choice)
    {
        foreach (var member in choice.Members)
        {
            if (!State(member).Has(StateFlags.IsRequested))
                State(member).Requested = Tristate.No;
        }

        ref var state = ref State(choice);
        state.Set(StateFlags.IsRequested);
        state.Clear(StateFlags.Valid | StateFlags.NeedsMembers);
    }

    /// <summary>The first visible default, or else the first visible member.</summary>
    internal Symbol? ClassicDefaultMember(Symbol choice) =>
        ActiveDefault(choice) ?? choice.Members.Find(member => State(member).Visible != Tristate.No);

    private Symbol? ChooseClassic(Symbol choice)
    {
        var areRequested = StateFlags.IsRequested;
        foreach (var member in choice.Members)
        {
            CalculateVisibility(member);
            if (State(member).Visible != Tristate.No)
                areRequested &= State(member).Flags;
        }

        ref var state = ref State(choice);
        state.Flags &= areRequested | ~StateFlags.IsRequested;
        if (state.RequestedMember is { } requested && State(requested).Visible != Tristate.No)
            return requested;
        var chosen = ClassicDefaultMember(choice);
        if (chosen is null)
            state.Value = Tristate.No;
        return chosen;
    }

    /// <summary>A tristate member limited to m isn't visible while the choice is y.</summary>
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
