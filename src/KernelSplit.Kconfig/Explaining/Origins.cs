using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>Says how a symbol came to its value: the rules of sym_calc_value in scripts/kconfig/symbol.c, backwards.</summary>
internal sealed class Origins(Situation situation)
{
    private const int MostShown = 3;

    private readonly HashSet<Symbol> _path = [];

    /// <summary>Why the symbol has the value that it has.</summary>
    public Reason Of(Symbol symbol)
    {
        if (symbol.Definitions.Count == 0)
            return new Reason(ReasonKind.Undefined, $"{symbol} isn't defined for this architecture, so it counts as n");
        var definition = symbol.Definitions.FirstOrDefault(node => node.Prompt is not null) ?? symbol.Definitions[0];
        if (symbol.IsChoice)
            return new Reason(ReasonKind.Hidden, $"{Situation.NameOf(definition)} is {situation.Configuration.ValueOf(symbol)}", definition.File, definition.Line);
        if (!_path.Add(symbol))
            return new Reason(ReasonKind.Value, $"{Is(symbol)}, see above", definition.File, definition.Line);
        try
        {
            return symbol.Type.IsLogical() ? OfLogical(symbol, definition) : OfText(symbol, definition);
        }
        finally
        {
            _path.Remove(symbol);
        }
    }

    /// <summary>The selects that act on a symbol with at least a strength, strongest first.</summary>
    public IEnumerable<Property> ActiveSelects(Symbol symbol, Tristate strength) =>
        situation.Index.SelectsOf(symbol).Where(select => situation.Strength(select) >= strength)
            .OrderByDescending(situation.Strength);

    private Reason OfLogical(Symbol symbol, MenuNode definition)
    {
        var value = situation.Value(symbol);
        var isVisible = situation.Visibility(symbol) != Tristate.No;
        if (symbol.ChoiceNode is { } choice && isVisible)
            return OfMember(symbol, choice, definition, value);
        var asked = isVisible ? situation.Configuration.AskedFor(symbol) : null;
        var isEnough = asked is not null && (asked == Tristates.Letter(value) || value == Tristate.No);
        if (value != Tristate.No && !isEnough && ActiveSelects(symbol, value).ToList() is { Count: > 0 } selects)
            return Selected(symbol, selects);
        if (asked is not null)
            return Asked(symbol);
        if (situation.Configuration.ActiveProperty(symbol, PropertyKind.Default) is { } chosen && situation.Value(chosen.Value) >= value)
            return Default(symbol, chosen);
        if (value != Tristate.No && situation.Index.ImpliesOf(symbol).FirstOrDefault(imply => situation.Strength(imply) != Tristate.No) is { } implied)
            return new Reason(ReasonKind.Implied, $"{Is(symbol)}: {implied.Node.Symbol} implies it", implied.File, implied.Line, [Of(implied.Node.Symbol!)]);
        if (isVisible)
            return new Reason(ReasonKind.NotAsked, $"{Is(symbol)}: nobody asks for it", definition.File, definition.Line);
        return Situation.HasPrompt(symbol)
            ? new Reason(ReasonKind.Hidden, $"{Is(symbol)}: what it depends on doesn't hold", definition.File, definition.Line)
            : new Reason(ReasonKind.NoPrompt, $"{Is(symbol)}: no prompt, and nothing selects it", definition.File, definition.Line);
    }

    private Reason OfMember(Symbol symbol, MenuNode choice, MenuNode definition, Tristate value)
    {
        if (value != Tristate.No)
        {
            return situation.Configuration.AskedFor(symbol) == "y"
                ? Asked(symbol)
                : new Reason(ReasonKind.Default, $"{Is(symbol)}: {Situation.NameOf(choice)} takes it when nobody asks for another", definition.File, definition.Line);
        }

        return situation.ChosenIn(choice) is { } chosen && chosen != symbol
            ? new Reason(ReasonKind.Choice, $"{Is(symbol)}: {Situation.NameOf(choice)} can have one, and has {chosen}", choice.File, choice.Line, [Of(chosen)])
            : new Reason(ReasonKind.Choice, $"{Is(symbol)}: {Situation.NameOf(choice)} has nothing", choice.File, choice.Line);
    }

    private Reason OfText(Symbol symbol, MenuNode definition)
    {
        var isAsked = situation.Visibility(symbol) != Tristate.No && situation.Configuration.AskedFor(symbol) is not null;
        if (situation.Configuration.RangeOf(symbol) is { } range && isAsked && situation.Configuration.AskedFor(symbol) != situation.Configuration.ValueOf(symbol))
            return new Reason(ReasonKind.Range, $"{Is(symbol)}: it must be from {Bound(range.Symbol!)} to {Bound(range.Other!)}", definition.File, definition.Line);
        if (isAsked)
            return Asked(symbol);
        return situation.Configuration.ActiveProperty(symbol, PropertyKind.Default) is { } property
            ? Default(symbol, property)
            : new Reason(ReasonKind.NotAsked, $"{Is(symbol)}: nobody asks for anything and no default applies", definition.File, definition.Line);
    }

    private string Bound(Symbol symbol)
    {
        var value = situation.Configuration.ValueOf(symbol);
        return symbol.Definitions.Count == 0 ? value : $"{value} ({symbol})";
    }

    private Reason Asked(Symbol symbol) => situation.Requests.Find(symbol.Name!) is { } request
        ? new Reason(ReasonKind.Asked, $"{Is(symbol)}: asked for", request.File, request.Line)
        : new Reason(ReasonKind.Base, $"{Is(symbol)}: {situation.BaseName} says so");

    private Reason Selected(Symbol symbol, List<Property> selects)
    {
        var others = selects.Select(select => select.Node.Symbol!.ToString()).Distinct().Skip(1).ToList();
        var more = others.Count switch
        {
            0 => "",
            <= MostShown => $", and so do {string.Join(", ", others)}",
            _ => $", and so do {string.Join(", ", others.Take(MostShown))} and {others.Count - MostShown} more",
        };
        var select = selects[0];
        return new Reason(ReasonKind.Selected, $"{Is(symbol)}: {select.Node.Symbol} selects it{more}", select.File, select.Line, [Of(select.Node.Symbol!)]);
    }

    private Reason Default(Symbol symbol, Property property)
    {
        var condition = property.OwnCondition is null ? "" : $" if {situation.Show(property.OwnCondition)}";
        var probe = situation.Index.ProbesAt(property.File, property.Line).FirstOrDefault();
        return probe is not null
            ? Probes.Reason(symbol.ToString(), situation.Configuration.ValueOf(symbol), probe, property.File, property.Line)
            : new Reason(ReasonKind.Default, $"{Is(symbol)}: default {property.Value}{condition}", property.File, property.Line);
    }

    private string Is(Symbol symbol) => $"{symbol} is {situation.Configuration.ValueOf(symbol)}";
}
