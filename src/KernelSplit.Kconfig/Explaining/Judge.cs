using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Merging;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>Gives every line of the fragments its verdict.</summary>
internal sealed class Judge(Situation situation, UnknownSymbols unknown)
{
    private readonly Origins _origins = new(situation);
    private readonly Obstacles _obstacles = new(situation, new Origins(situation));

    public Verdict OverriddenBy(Assignment earlier, Assignment later)
    {
        var text = earlier.Value == later.Value ? $"{later} again" : later.OverrideReason is { } why ? $"{later}: {why}" : later.ToString();
        var got = situation.Configuration.Tree.Find(earlier.Symbol) is { } symbol ? situation.Written(symbol) : null;
        return new Verdict(earlier, Outcome.Overridden, got, [new Reason(ReasonKind.Asked, text, later.File, later.Line)]);
    }

    public Verdict Of(Assignment asked)
    {
        var symbol = situation.Configuration.Tree.Find(asked.Symbol);
        if (symbol is null || symbol.Definitions.Count == 0)
            return new Verdict(asked, Outcome.Unknown, null, [unknown.Explain(asked.Symbol)]);
        var got = situation.Written(symbol);
        if (Mistyped(symbol, asked.Value) is { } mistake)
            return new Verdict(asked, Outcome.WrongType, got, [mistake]);
        var isGranted = asked.Value == (got ?? Assignment.NotSet);
        if (!Situation.HasPrompt(symbol))
            return new Verdict(asked, Outcome.NoPrompt, got, [WithoutPrompt(symbol)]);
        if (isGranted)
            return new Verdict(asked, got is null ? Outcome.AbsentAsAsked : Outcome.Landed, got, []);
        return symbol.Type.IsLogical() ? Logical(symbol, asked, got) : NumberOrText(symbol, asked, got);
    }

    private Verdict Logical(Symbol symbol, Assignment asked, string? got)
    {
        var wanted = TristateOf(asked.Value);
        var value = situation.Value(symbol);
        var isVisible = situation.Visibility(symbol) != Tristate.No;
        if (isVisible && symbol.ChoiceNode is not null && value != wanted && (value > wanted || situation.Visibility(symbol) >= wanted))
            return new Verdict(asked, Outcome.LostInChoice, got, [_origins.Of(symbol)]);
        if (value > wanted && _origins.ActiveSelects(symbol, value).Any())
            return new Verdict(asked, Outcome.RaisedBySelect, got, [_origins.Of(symbol)]);
        // Without modules m becomes y; otherwise nobody could say no, so that a default counts.
        var reasons = value > wanted && isVisible ? [WithoutModules()] : _obstacles.Hiding(symbol, wanted == Tristate.No ? Tristate.Mod : wanted);
        if (value > wanted && !isVisible)
            reasons = [_origins.Of(symbol), .. reasons];
        return Unmet(asked, got, reasons);
    }

    private Verdict NumberOrText(Symbol symbol, Assignment asked, string? got) =>
        situation.Visibility(symbol) == Tristate.No ? Unmet(asked, got, _obstacles.Hiding(symbol, Tristate.Yes))
        : new Verdict(asked, Outcome.OutOfRange, got, [InRange(symbol)]);

    private static Verdict Unmet(Assignment asked, string? got, IReadOnlyList<Reason> reasons)
    {
        var isProbe = reasons.SelectMany(reason => reason.Roots).Any(root => root.Kind == ReasonKind.Probe);
        return new Verdict(asked, isProbe ? Outcome.FailedProbe : Outcome.UnmetDependency, got, reasons);
    }

    private Reason InRange(Symbol symbol)
    {
        var range = situation.Configuration.ActiveProperty(symbol, PropertyKind.Range);
        return range is null
            ? _origins.Of(symbol)
            : new Reason(ReasonKind.Range, $"{symbol} goes from {Bound(range.Value!.Symbol!)} to {Bound(range.Value.Other!)}", range.File, range.Line);
    }

    private string Bound(Symbol symbol) =>
        symbol.Definitions.Count == 0 ? symbol.ToString() : $"{situation.Configuration.ValueOf(symbol)} ({symbol})";

    private Reason WithoutModules()
    {
        var modules = situation.Configuration.Tree.Modules;
        return new Reason(ReasonKind.Requirement, "without modules, m becomes y", null, 0, modules.Definitions.Count == 0 ? [] : [_origins.Of(modules)]);
    }

    private Reason WithoutPrompt(Symbol symbol)
    {
        var definition = symbol.Definitions[0];
        if (symbol.IsTransitional)
        {
            var heirs = situation.Configuration.Tree.Symbols.Where(heir => heir.Properties.Any(property => property.Kind == PropertyKind.Default && property.ValueSymbol == symbol));
            return new Reason(ReasonKind.NoPrompt, $"{symbol} is an old name, now {string.Join(", ", heirs)}", definition.File, definition.Line);
        }

        var selectors = situation.Index.SelectsOf(symbol).Select(select => select.Node.Symbol!).Distinct().ToList();
        var who = selectors.Count == 0 ? "it follows from its defaults" : $"{selectors[0]}{(selectors.Count > 1 ? $" and {selectors.Count - 1} more" : "")} can select it";
        return new Reason(ReasonKind.NoPrompt, $"{symbol} has no prompt, {who}", definition.File, definition.Line, [_origins.Of(symbol)]);
    }

    private static Reason? Mistyped(Symbol symbol, string value)
    {
        var isRight = symbol.Type switch
        {
            SymbolType.Bool => value is "y" or "n",
            SymbolType.Tristate => value is "y" or "m" or "n",
            SymbolType.String => value.StartsWith('"') || value == Assignment.NotSet,
            SymbolType.Int or SymbolType.Hex => Numbers.IsValid(symbol.Type, value) || value == Assignment.NotSet,
            _ => true,
        };
        var needs = symbol.Type switch
        {
            SymbolType.Bool => "a bool, y or n",
            SymbolType.Tristate => "a tristate: y, m or n",
            SymbolType.String => "text, which needs quotes",
            SymbolType.Int => "a decimal number",
            _ => "a hexadecimal number",
        };
        return isRight ? null : new Reason(ReasonKind.Value, $"{symbol} is {needs}", symbol.Definitions[0].File, symbol.Definitions[0].Line);
    }

    private static Tristate TristateOf(string value) => value switch
    {
        "y" => Tristate.Yes,
        "m" => Tristate.Mod,
        _ => Tristate.No,
    };
}
