using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Evaluation;

/// <summary>Numbers outside the first active range become its nearest bound, as written.</summary>
public sealed partial class Configuration
{
    /// <summary>Whether a value may be requested (scripts/kconfig/symbol.c, <c>sym_string_within_range</c>).</summary>
    internal bool IsAllowed(Symbol symbol, string value)
    {
        if (symbol.Type.IsLogical())
        {
            return (value.Length > 0 ? value[0] : '\0') switch
            {
                'y' or 'Y' => IsAllowed(symbol, Tristate.Yes),
                'm' or 'M' => IsAllowed(symbol, Tristate.Mod),
                'n' or 'N' => IsAllowed(symbol, Tristate.No),
                _ => false,
            };
        }

        if (!Numbers.IsValid(symbol.Type, value) || !symbol.Type.IsNumber())
            return symbol.Type == SymbolType.String;
        if (ActiveProperty(symbol, PropertyKind.Range, out _) is not { } range)
            return true;
        var radix = Radix(symbol.Type);
        var number = Numbers.Signed(value, radix);
        return number >= Bound(range.Value!.Symbol!, radix) && number <= Bound(range.Value.Other!, radix);
    }

    internal bool IsAllowed(Symbol symbol, Tristate value)
    {
        var type = TypeOf(symbol);
        ref var state = ref State(symbol);
        if (state.Visible == Tristate.No || !type.IsLogical() || (type == SymbolType.Bool && value == Tristate.Mod))
            return false;
        if (state.Visible <= state.Selected)
            return false;
        if (_dialect.HasClassicChoices && symbol.IsChoiceMember && state.Visible == Tristate.Yes)
            return value == Tristate.Yes;
        return value >= state.Selected && value <= state.Visible;
    }

    /// <summary>The active range.</summary>
    internal Expression? RangeOf(Symbol symbol) => ActiveProperty(symbol, PropertyKind.Range, out _)?.Value;

    private void KeepInRange(Symbol symbol, ref SymbolState state)
    {
        if (!symbol.Type.IsNumber() || ActiveProperty(symbol, PropertyKind.Range, out _) is not { } range)
            return;
        var radix = Radix(symbol.Type);
        var value = Numbers.Signed(state.Text!, radix);
        var bound = range.Value!.Symbol!;
        if (value >= Bound(bound, radix))
        {
            bound = range.Value.Other!;
            if (value <= Bound(bound, radix))
                return;
        }

        state.Text = _dialect.CalculatesBounds ? Numbers.Written(Bound(bound, radix), radix) : State(bound).Text;
    }

    private long Bound(Symbol symbol, int radix)
    {
        Calculate(symbol);
        var own = symbol.Type.IsNumber() ? Radix(symbol.Type) : radix;
        return Numbers.Signed(State(symbol).Text ?? "", own);
    }

    private static int Radix(SymbolType type) => type == SymbolType.Int ? 10 : 16;
}
