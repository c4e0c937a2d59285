using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Evaluation;

/// <summary>Asking for values as a user does.</summary>
public sealed partial class Configuration
{
    /// <summary>Asks for a value: y, m or n, a number, or text without quotes.</summary>
    /// <returns>Whether it is allowed now; nothing changes when it isn't.</returns>
    public bool Ask(Symbol symbol, string value)
    {
        Begin(symbol);
        if (symbol.Type.IsLogical())
        {
            return (value.Length > 0 ? value[0] : '\0') switch
            {
                'y' or 'Y' => Ask(symbol, Tristate.Yes),
                'm' or 'M' => Ask(symbol, Tristate.Mod),
                'n' or 'N' => Ask(symbol, Tristate.No),
                _ => false,
            };
        }

        if (!IsAllowed(symbol, value))
            return false;
        ref var state = ref State(symbol);
        var hasPrefix = value.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        state.Set(StateFlags.IsAsked);
        if (symbol.Type != SymbolType.Hex || hasPrefix)
        {
            if (state.AskedText == value)
                return true;
            state.AskedText = value;
        }
        else
        {
            state.AskedText = $"0x{value}";
        }

        Invalidate();
        return true;
    }

    internal bool Ask(Symbol symbol, Tristate value)
    {
        ref var state = ref State(symbol);
        var former = state.Value;
        if (!IsAllowed(symbol, value) && (former != value || !_dialect.HasClassicChoices))
            return false;
        state.Set(StateFlags.IsAsked);
        if (_dialect.HasClassicChoices && symbol.Choice is { } choice && value == Tristate.Yes)
            AskClassic(choice, symbol);
        state.Asked = value;
        if (former != value)
            Invalidate();
        return true;
    }

    /// <summary>Asks for one member of a choice, and that the others be n.</summary>
    internal void Ask(MenuNode choice, Symbol member)
    {
        var isChanged = false;
        foreach (var node in choice.Descendants())
        {
            if (node.Symbol is not { } symbol || State(symbol).Visible == Tristate.No)
                continue;
            ref var state = ref State(symbol);
            var value = symbol == member ? Tristate.Yes : Tristate.No;
            isChanged |= state.Value != value;
            state.Asked = value;
            state.Set(StateFlags.IsAsked);
            Move(symbol, choice);
        }

        if (isChanged)
            Invalidate();
    }

    private void AskClassic(Symbol choice, Symbol member)
    {
        ref var state = ref State(choice);
        state.AskedMember = member;
        state.Set(StateFlags.IsAsked);
        foreach (var other in choice.Members)
        {
            if (State(other).Visible != Tristate.No)
                State(other).Set(StateFlags.IsAsked);
        }
    }
}
