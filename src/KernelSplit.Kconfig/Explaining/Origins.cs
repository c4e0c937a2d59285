using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>Explains a symbol's value: the rules of sym_calc_value in scripts/kconfig/symbol.c, backwards.</summary>
internal sealed class Origins(Situation situation)
{
    private const int MaxShown = 3;

    private readonly HashSet<Symbol> _path = [];

    /// <summary>Why the symbol has its value.</summary>
    public KconfigReason Of(Symbol symbol)
    {
        if (symbol.Definitions.Count == 0)
        {
            return new KconfigReason(
                KconfigReasonKind.Undefined, $"{symbol} is not defined for this architecture, so it is n");
        }

        var definition = symbol.Definitions.FirstOrDefault(node => node.Prompt is not null) ?? symbol.Definitions[0];
        if (symbol.IsChoice)
        {
            return new KconfigReason(
                KconfigReasonKind.Hidden,
                $"{Situation.NameOf(definition)} is {situation.Configuration.ValueOf(symbol)}",
                definition.File,
                definition.Line);
        }

        if (!_path.Add(symbol))
        {
            return new KconfigReason(
                KconfigReasonKind.Value, $"{situation.Is(symbol)}, see above", definition.File, definition.Line);
        }

        try
        {
            return symbol.Type.IsLogical() ? OfLogical(symbol, definition) : OfText(symbol, definition);
        }
        finally
        {
            _path.Remove(symbol);
        }
    }

    /// <summary>The active selects of a symbol with at least a value, highest first.</summary>
    public IEnumerable<Property> ActiveSelects(Symbol symbol, Tristate strength) =>
        situation.Index.SelectsOf(symbol).Where(select => situation.Strength(select) >= strength)
            .OrderByDescending(situation.Strength);

    private KconfigReason OfLogical(Symbol symbol, MenuNode definition)
    {
        var value = situation.Value(symbol);
        var isVisible = situation.Visibility(symbol) != Tristate.No;
        if (symbol.ChoiceNode is { } choice && isVisible)
            return OfMember(symbol, choice, definition, value);
        var requested = isVisible ? situation.Configuration.RequestedValueOf(symbol) : null;
        var isEnough = requested is not null && (requested == Tristates.Letter(value) || value == Tristate.No);
        if (value != Tristate.No && !isEnough && ActiveSelects(symbol, value).ToList() is { Count: > 0 } selects)
            return Selected(symbol, selects);
        if (requested is not null)
            return Requested(symbol);
        if (situation.Configuration.ActiveProperty(symbol, PropertyKind.Default) is { } chosen
            && situation.Value(chosen.Value) >= value)
        {
            return Default(symbol, chosen);
        }

        if (value != Tristate.No && ActiveImply(symbol) is { } imply)
        {
            var implier = imply.Node.Symbol!;
            var text = $"{situation.Is(symbol)}: implied by {implier}";
            return new KconfigReason(KconfigReasonKind.Implied, text, imply.File, imply.Line, [Of(implier)]);
        }

        var (kind, why) = isVisible ? (KconfigReasonKind.NotRequested, "not requested")
            : Situation.HasPrompt(symbol) ? (KconfigReasonKind.Hidden, "unmet dependencies")
            : (KconfigReasonKind.NoPrompt, "no prompt, and nothing selects it");
        return new KconfigReason(kind, $"{situation.Is(symbol)}: {why}", definition.File, definition.Line);
    }

    private Property? ActiveImply(Symbol symbol) =>
        situation.Index.ImpliesOf(symbol).FirstOrDefault(imply => situation.Strength(imply) != Tristate.No);

    private KconfigReason OfMember(Symbol symbol, MenuNode choice, MenuNode definition, Tristate value)
    {
        if (value != Tristate.No)
        {
            return situation.Configuration.RequestedValueOf(symbol) == "y"
                ? Requested(symbol)
                : new KconfigReason(
                    KconfigReasonKind.Default,
                    $"{situation.Is(symbol)}: {Situation.NameOf(choice)} uses it unless another member is requested",
                    definition.File,
                    definition.Line);
        }

        return situation.ChosenIn(choice) is { } chosen && chosen != symbol
            ? new KconfigReason(
                KconfigReasonKind.Choice,
                $"{situation.Is(symbol)}: {Situation.NameOf(choice)} is set to {chosen}",
                choice.File,
                choice.Line,
                [Of(chosen)])
            : new KconfigReason(
                KconfigReasonKind.Choice,
                $"{situation.Is(symbol)}: {Situation.NameOf(choice)} has no member set",
                choice.File,
                choice.Line);
    }

    private KconfigReason OfText(Symbol symbol, MenuNode definition)
    {
        var configuration = situation.Configuration;
        var isRequested = situation.Visibility(symbol) != Tristate.No
            && configuration.RequestedValueOf(symbol) is not null;
        if (configuration.RangeOf(symbol) is { } range && isRequested
            && configuration.RequestedValueOf(symbol) != configuration.ValueOf(symbol))
        {
            return new KconfigReason(
                KconfigReasonKind.Range,
                $"{situation.Is(symbol)}: the range is {Bound(range.Symbol!)} to {Bound(range.Other!)}",
                definition.File,
                definition.Line);
        }

        if (isRequested)
            return Requested(symbol);
        return configuration.ActiveProperty(symbol, PropertyKind.Default) is { } property
            ? Default(symbol, property)
            : new KconfigReason(
                KconfigReasonKind.NotRequested,
                $"{situation.Is(symbol)}: not requested, and no default applies",
                definition.File,
                definition.Line);
    }

    private string Bound(Symbol symbol)
    {
        var value = situation.Configuration.ValueOf(symbol);
        return symbol.Definitions.Count == 0 ? value : $"{value} ({symbol})";
    }

    private KconfigReason Requested(Symbol symbol) => situation.Requests.Find(symbol.Name!) is { } request
        ? new KconfigReason(
            KconfigReasonKind.Requested, $"{situation.Is(symbol)}: requested", request.File, request.Line)
        : new KconfigReason(KconfigReasonKind.Base, $"{situation.Is(symbol)}: set in {situation.BaseName}");

    private KconfigReason Selected(Symbol symbol, List<Property> selects)
    {
        var selectors = selects.Select(select => select.Node.Symbol!.ToString()).Distinct().ToList();
        var rest = selectors.Count > MaxShown + 1 ? $" and {selectors.Count - MaxShown - 1} more" : "";
        var text = $"{situation.Is(symbol)}: selected by {string.Join(", ", selectors.Take(MaxShown + 1))}{rest}";
        var select = selects[0];
        return new KconfigReason(KconfigReasonKind.Selected, text, select.File, select.Line, [Of(select.Node.Symbol!)]);
    }

    private KconfigReason Default(Symbol symbol, Property property)
    {
        var condition = property.OwnCondition is null ? "" : $" if {situation.Show(property.OwnCondition)}";
        var probe = situation.Index.ProbesAt(property.File, property.Line).FirstOrDefault();
        return probe is not null
            ? Probes.Reason(
                symbol.ToString(), situation.Configuration.ValueOf(symbol), probe, property.File, property.Line)
            : new KconfigReason(
                KconfigReasonKind.Default,
                $"{situation.Is(symbol)}: default {property.Value}{condition}",
                property.File,
                property.Line);
    }
}
