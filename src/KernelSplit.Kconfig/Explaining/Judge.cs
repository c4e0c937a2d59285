using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Merging;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>Determines the verdict on each fragment line.</summary>
internal sealed class Judge(Situation situation, UnknownSymbols unknown)
{
    private readonly Origins _origins = new(situation);
    private readonly Obstacles _obstacles = new(situation, new Origins(situation));

    public Verdict OverriddenBy(Assignment earlier, Assignment later)
    {
        var text = earlier.Value == later.Value ? $"{later} again"
            : later.OverrideReason is { } why ? $"{later}: {why}"
            : later.ToString();
        var actual = situation.Configuration.Tree.Find(earlier.Symbol) is { } symbol ? situation.Written(symbol) : null;
        var reason = new KconfigReason(KconfigReasonKind.Requested, text, later.File, later.Line);
        return new Verdict(earlier, Outcome.Overridden, actual, [reason]);
    }

    public Verdict Of(Assignment requested)
    {
        var symbol = situation.Configuration.Tree.Find(requested.Symbol);
        if (symbol is null || symbol.Definitions.Count == 0)
            return new Verdict(requested, Outcome.Unknown, null, [unknown.Explain(requested.Symbol)]);
        var actual = situation.Written(symbol);
        if (Mistyped(symbol, requested.Value) is { } mistake)
            return new Verdict(requested, Outcome.WrongType, actual, [mistake]);
        var isGranted = requested.Value == (actual ?? Assignment.NotSet);
        if (!Situation.HasPrompt(symbol))
            return new Verdict(requested, Outcome.NoPrompt, actual, [WithoutPrompt(symbol)]);
        if (isGranted)
            return new Verdict(requested, actual is null ? Outcome.AbsentAsRequested : Outcome.AsRequested, actual, []);
        return symbol.Type.IsLogical() ? Logical(symbol, requested, actual) : NumberOrText(symbol, requested, actual);
    }

    private Verdict Logical(Symbol symbol, Assignment requested, string? actual)
    {
        var wanted = TristateOf(requested.Value);
        var value = situation.Value(symbol);
        var isVisible = situation.Visibility(symbol) != Tristate.No;
        if (isVisible && symbol.ChoiceNode is not null && value != wanted
            && (value > wanted || situation.Visibility(symbol) >= wanted))
        {
            return new Verdict(requested, Outcome.ChoiceConflict, actual, [_origins.Of(symbol)]);
        }

        if (value > wanted && _origins.ActiveSelects(symbol, value).Any())
            return new Verdict(requested, Outcome.ForcedBySelect, actual, [_origins.Of(symbol)]);
        // Without modules m becomes y; otherwise the symbol couldn't be set to n, so that a default applies.
        var reasons = value > wanted && isVisible
            ? [WithoutModules()]
            : _obstacles.Hiding(symbol, wanted == Tristate.No ? Tristate.Mod : wanted);
        if (value > wanted && !isVisible)
            reasons = [_origins.Of(symbol), .. reasons];
        return Unmet(requested, actual, reasons);
    }

    private Verdict NumberOrText(Symbol symbol, Assignment requested, string? actual) =>
        situation.Visibility(symbol) == Tristate.No ? Unmet(requested, actual, _obstacles.Hiding(symbol, Tristate.Yes))
        : new Verdict(requested, Outcome.OutOfRange, actual, [InRange(symbol)]);

    private static Verdict Unmet(Assignment requested, string? actual, IReadOnlyList<KconfigReason> reasons)
    {
        var isProbe = reasons.SelectMany(reason => reason.Roots).Any(root => root.Kind == KconfigReasonKind.Probe);
        return new Verdict(requested, isProbe ? Outcome.FailedProbe : Outcome.UnmetDependency, actual, reasons);
    }

    private KconfigReason InRange(Symbol symbol)
    {
        var range = situation.Configuration.ActiveProperty(symbol, PropertyKind.Range);
        return range is null
            ? _origins.Of(symbol)
            : new KconfigReason(
                KconfigReasonKind.Range,
                $"the range of {symbol} is {Bound(range.Value!.Symbol!)} to {Bound(range.Value.Other!)}",
                range.File,
                range.Line);
    }

    private string Bound(Symbol symbol) =>
        symbol.Definitions.Count == 0 ? symbol.ToString() : $"{situation.Configuration.ValueOf(symbol)} ({symbol})";

    private KconfigReason WithoutModules()
    {
        var modules = situation.Configuration.Tree.Modules;
        IReadOnlyList<KconfigReason> because = modules.Definitions.Count == 0 ? [] : [_origins.Of(modules)];
        return new KconfigReason(KconfigReasonKind.Dependency, "without modules, m becomes y", null, 0, because);
    }

    private KconfigReason WithoutPrompt(Symbol symbol)
    {
        var definition = symbol.Definitions[0];
        if (symbol.IsTransitional)
        {
            var successors = situation.Configuration.Tree.Symbols.Where(successor => successor.Properties
                .Any(property => property.Kind == PropertyKind.Default && property.ValueSymbol == symbol));
            return new KconfigReason(
                KconfigReasonKind.NoPrompt,
                $"{symbol} is transitional, replaced by {string.Join(", ", successors)}",
                definition.File,
                definition.Line);
        }

        var selectors = situation.Index.SelectsOf(symbol).Select(select => select.Node.Symbol!).Distinct().ToList();
        var how = selectors.Count == 0
            ? "only defaults set it"
            : $"only selected, by {selectors[0]}{(selectors.Count > 1 ? $" and {selectors.Count - 1} more" : "")}";
        return new KconfigReason(
            KconfigReasonKind.NoPrompt,
            $"{symbol} has no prompt: {how}",
            definition.File,
            definition.Line,
            [_origins.Of(symbol)]);
    }

    /// <summary>Why a symbol's type can't take a value; null if it can.</summary>
    internal static KconfigReason? Mistyped(Symbol symbol, string value)
    {
        var isValid = symbol.Type switch
        {
            SymbolType.Bool => value is "y" or "n",
            SymbolType.Tristate => value is "y" or "m" or "n",
            SymbolType.String => value.StartsWith('"') || value == Assignment.NotSet,
            SymbolType.Int or SymbolType.Hex => Numbers.IsValid(symbol.Type, value) || value == Assignment.NotSet,
            _ => true,
        };
        var type = symbol.Type switch
        {
            SymbolType.Bool => "a bool: y or n",
            SymbolType.Tristate => "a tristate: y, m or n",
            SymbolType.String => "a string, which needs quotes",
            SymbolType.Int => "an int: a decimal number",
            _ => "a hex: a hexadecimal number",
        };
        var definition = symbol.Definitions[0];
        return isValid
            ? null
            : new KconfigReason(KconfigReasonKind.Value, $"{symbol} is {type}", definition.File, definition.Line);
    }

    /// <summary>A line that the symbol's type can't take, as it was probably meant; null if that isn't clear.</summary>
    internal static Assignment? Corrected(Symbol symbol, Assignment request)
    {
        var value = symbol.Type switch
        {
            SymbolType.Bool when request.Value == "m" => "y",
            SymbolType.String => $"\"{request.Value}\"",
            SymbolType.Int or SymbolType.Hex => request.Value.Trim('"'),
            _ => request.Value,
        };
        return Mistyped(symbol, value) is null ? request with { Value = value } : null;
    }

    private static Tristate TristateOf(string value) => value switch
    {
        "y" => Tristate.Yes,
        "m" => Tristate.Mod,
        _ => Tristate.No,
    };
}
