using KernelSplit.Kconfig.Expressions;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>Finds what keeps symbols and conditions from a value, down to the causes that nothing stands behind.</summary>
internal sealed class Obstacles(Situation situation, Origins origins)
{
    private const int MostShown = 3;

    /// <summary>Counts more than any number of settings: nothing that one can set helps.</summary>
    private const int Hopeless = 1000;

    private readonly Dictionary<Symbol, Reason>[] _known = [[], [], []];
    private readonly HashSet<Symbol> _path = [];

    /// <summary>Why no prompt of the symbol lets it be set as high as wanted; of several prompts, the one that lacks least.</summary>
    public IReadOnlyList<Reason> Hiding(Symbol symbol, Tristate wanted)
    {
        var needed = symbol.Type == SymbolType.Tristate ? wanted : Tristate.Mod;
        return symbol.Definitions
            .Where(node => node.Prompt is not null)
            .Select(node => Hiding(symbol, node, needed))
            .MinBy(Cost) ?? [];
    }

    /// <summary>What an entry needs and doesn't have, for its prompt or, without one, for anything.</summary>
    private IReadOnlyList<Reason> Hiding(Symbol symbol, MenuNode node, Tristate needed)
    {
        var reasons = new List<Reason>();
        foreach (var requirement in situation.Index.RequirementsOf(node))
        {
            if (requirement.Kind == RequirementKind.Visible && node.Prompt is null)
                continue;
            if (situation.Value(requirement.Condition) < needed)
                reasons.Add(Unmet(symbol, requirement, needed));
        }

        if (node.Prompt is { OwnCondition: { } own } prompt && situation.Value(own) < needed)
            reasons.Add(new Reason(ReasonKind.Requirement, $"{symbol} can be set only if {Unmet(own, needed)}", prompt.File, prompt.Line, [.. Below(own, needed)]));
        return reasons;
    }

    private Reason Unmet(Symbol symbol, Requirement requirement, Tristate needed)
    {
        var condition = Unmet(requirement.Condition, needed);
        var text = requirement.Kind switch
        {
            RequirementKind.Visible => $"the menu of {symbol} is visible only if {condition}",
            RequirementKind.If => $"{symbol} stands inside \"if {condition}\"",
            _ when requirement.Node.Symbol == symbol => $"{symbol} depends on {condition}",
            _ => $"what contains {symbol} depends on {condition}",
        };
        if (situation.Index.ProbesAt(requirement.File, requirement.Line).FirstOrDefault(probe => probe.Answer == "n") is { } failed)
            return Probes.Reason($"what {symbol} depends on", Tristates.Letter(situation.Value(requirement.Condition)), failed, requirement.File, requirement.Line);
        return new Reason(ReasonKind.Requirement, text, requirement.File, requirement.Line, [.. Below(requirement.Condition, needed)]);
    }

    /// <summary>Those operands of an and that don't hold, with their values.</summary>
    private string Unmet(Expression condition, Tristate needed) => string.Join(
        " && ",
        Leaves.Of(condition, ExpressionKind.And).Where(part => situation.Value(part) < needed)
            .Select(part => part.Kind == ExpressionKind.Or ? $"({situation.Show(part)})" : situation.Show(part)));

    /// <summary>Why a condition is less than wanted.</summary>
    private IEnumerable<Reason> Below(Expression condition, Tristate wanted)
    {
        if (situation.Value(condition) >= wanted)
            return [];
        return condition.Kind switch
        {
            ExpressionKind.And => Below(condition.Left!, wanted).Concat(Below(condition.Right!, wanted)),
            ExpressionKind.Or => Leaves.Of(condition, ExpressionKind.Or).Select(part => Below(part, wanted).ToList()).MinBy(Cost)!,
            ExpressionKind.Not => Above(condition.Left!, Tristates.Not(wanted)),
            ExpressionKind.Symbol => [Below(condition.Symbol!, wanted)],
            _ => [Differing(condition)],
        };
    }

    /// <summary>Why a condition is more than allowed.</summary>
    private IEnumerable<Reason> Above(Expression condition, Tristate allowed)
    {
        if (situation.Value(condition) <= allowed)
            return [];
        return condition.Kind switch
        {
            ExpressionKind.Or => Above(condition.Left!, allowed).Concat(Above(condition.Right!, allowed)),
            ExpressionKind.And => Leaves.Of(condition, ExpressionKind.And).Select(part => Above(part, allowed).ToList()).MinBy(Cost)!,
            ExpressionKind.Not => Below(condition.Left!, Tristates.Not(allowed)),
            ExpressionKind.Symbol => [origins.Of(condition.Symbol!)],
            _ => [Differing(condition)],
        };
    }

    private Reason Differing(Expression comparison)
    {
        var (symbol, other) = (comparison.Symbol!, comparison.Other!);
        if (symbol.Definitions.Count == 0 || (symbol.IsConstant && !other.IsConstant))
            (symbol, other) = (other, symbol);
        var isForLess = comparison.Kind == ExpressionKind.Equal && other.Name is "y" or "m";
        if (isForLess && symbol.Type.IsLogical())
            return Below(symbol, other.Name == "y" ? Tristate.Yes : Tristate.Mod);
        return symbol.Definitions.Count == 0
            ? new Reason(ReasonKind.Value, $"{situation.Show(comparison)} never holds")
            : origins.Of(symbol);
    }

    private Reason Below(Symbol symbol, Tristate wanted)
    {
        if (_known[(int)wanted].TryGetValue(symbol, out var known))
            return known;
        if (symbol.IsConstant)
            return new Reason(ReasonKind.Value, $"{symbol} is always {symbol}");
        if (symbol.Definitions.Count == 0)
            return new Reason(ReasonKind.Undefined, $"{symbol} doesn't exist for this architecture");
        if (!_path.Add(symbol))
            return new Reason(ReasonKind.Value, $"{Is(symbol)}, see above", symbol.Definitions[0].File, symbol.Definitions[0].Line);
        var reason = Find(symbol, wanted);
        _path.Remove(symbol);
        return _known[(int)wanted][symbol] = reason;
    }

    private Reason Find(Symbol symbol, Tristate wanted)
    {
        if (!Situation.HasPrompt(symbol))
            return WithoutPrompt(symbol, wanted);
        if (situation.Visibility(symbol) >= (symbol.Type == SymbolType.Tristate ? wanted : Tristate.Mod))
            return origins.Of(symbol);
        var definition = symbol.Definitions.First(node => node.Prompt is not null);
        return new Reason(ReasonKind.Hidden, $"{Is(symbol)}, and can't be {Tristates.Letter(wanted)}", definition.File, definition.Line, Hiding(symbol, wanted));
    }

    /// <summary>Its defaults that don't apply, or else who could select it.</summary>
    private Reason WithoutPrompt(Symbol symbol, Tristate wanted)
    {
        var definition = symbol.Definitions[0];
        var defaults = symbol.Properties.Where(property => property.Kind == PropertyKind.Default).ToList();
        foreach (var property in defaults)
        {
            if (situation.Index.ProbesAt(property.File, property.Line).FirstOrDefault(probe => probe.Answer == "n") is { } failed)
                return Probes.Reason(symbol.ToString(), situation.Configuration.ValueOf(symbol), failed, property.File, property.Line);
        }

        var missing = defaults.Where(property => !IsNo(property.Value!)).Select(property => Missing(symbol, property, wanted)).MinBy(Cost);
        if (missing is { Count: > 0 })
            return new Reason(ReasonKind.NoPrompt, $"{Is(symbol)}, follows from other symbols", definition.File, definition.Line, missing);
        var selectors = situation.Index.SelectsOf(symbol).Select(select => select.Node.Symbol!.ToString()).Distinct().ToList();
        var who = selectors.Count switch
        {
            0 => "nothing can set it",
            <= MostShown => $"only {string.Join(" or ", selectors)} can select it",
            _ => $"only other symbols can select it: {string.Join(", ", selectors.Take(MostShown))} or {selectors.Count - MostShown} more",
        };
        return new Reason(ReasonKind.NoPrompt, $"{Is(symbol)}: {who}", definition.File, definition.Line);
    }

    private IReadOnlyList<Reason> Missing(Symbol symbol, Property property, Tristate wanted)
    {
        var reasons = new List<Reason>(Hiding(symbol, property.Node, wanted));
        if (property.OwnCondition is { } own)
            reasons.AddRange(Below(own, wanted));
        reasons.AddRange(Below(property.Value!, wanted));
        return reasons;
    }

    private static bool IsNo(Expression value) => value is { Kind: ExpressionKind.Symbol, Symbol: { IsConstant: true, Name: "n" } };

    private static int Cost(IReadOnlyList<Reason> reasons) => reasons.SelectMany(reason => reason.Roots).Sum(Cost);

    private static int Cost(Reason root) => root.Kind switch
    {
        ReasonKind.Undefined or ReasonKind.Probe or ReasonKind.Value => Hopeless,
        ReasonKind.Asked or ReasonKind.NoPrompt or ReasonKind.Selected => 2,
        _ => 1,
    };

    private string Is(Symbol symbol) => $"{symbol} is {situation.Configuration.ValueOf(symbol)}";
}
