using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Evaluation;

/// <summary>Setting values as a user does.</summary>
public sealed partial class Configuration
{
    /// <summary>Requests a value: y, m or n, a number, or a string without quotes.</summary>
    /// <returns>Whether it is allowed; if not, nothing changes.</returns>
    public bool SetValue(Symbol symbol, string value)
    {
        Begin(symbol);
        if (symbol.Type.IsLogical())
        {
            return (value.Length > 0 ? value[0] : '\0') switch
            {
                'y' or 'Y' => SetValue(symbol, Tristate.Yes),
                'm' or 'M' => SetValue(symbol, Tristate.Mod),
                'n' or 'N' => SetValue(symbol, Tristate.No),
                _ => false,
            };
        }

        if (!IsAllowed(symbol, value))
            return false;
        ref var state = ref State(symbol);
        var hasPrefix = value.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        state.Set(StateFlags.IsRequested);
        if (symbol.Type != SymbolType.Hex || hasPrefix)
        {
            if (state.RequestedText == value)
                return true;
            state.RequestedText = value;
        }
        else
        {
            state.RequestedText = $"0x{value}";
        }

        Invalidate();
        return true;
    }

    internal bool SetValue(Symbol symbol, Tristate value)
    {
        ref var state = ref State(symbol);
        var former = state.Value;
        if (!IsAllowed(symbol, value) && (former != value || !_dialect.HasClassicChoices))
            return false;
        state.Set(StateFlags.IsRequested);
        if (_dialect.HasClassicChoices && symbol.Choice is { } choice && value == Tristate.Yes)
            ChooseClassicMember(choice, symbol);
        state.Requested = value;
        if (former != value)
            Invalidate();
        return true;
    }

    /// <summary>Requests one member of a choice and n for the others.</summary>
    internal void ChooseMember(MenuNode choice, Symbol member)
    {
        var isChanged = false;
        foreach (var node in choice.Descendants())
        {
            if (node.Symbol is not { } symbol || State(symbol).Visible == Tristate.No)
                continue;
            ref var state = ref State(symbol);
            var value = symbol == member ? Tristate.Yes : Tristate.No;
            isChanged |= state.Value != value;
            state.Requested = value;
            state.Set(StateFlags.IsRequested);
            Move(symbol, choice);
        }

        if (isChanged)
            Invalidate();
    }

    private void ChooseClassicMember(Symbol choice, Symbol member)
    {
        ref var state = ref State(choice);
        state.RequestedMember = member;
        state.Set(StateFlags.IsRequested);
        foreach (var other in choice.Members)
        {
            if (State(other).Visible != Tristate.No)
                State(other).Set(StateFlags.IsRequested);
        }
    }
}
