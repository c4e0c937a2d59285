using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>Finds what keeps symbols and conditions from a value, down to the root causes.</summary>
internal sealed class Obstacles(Situation situation, Origins origins)
{
    private const int MaxShown = 3;

    /// <summary>Costs more than any number of settings: no setting helps.</summary>
    private const int Hopeless = 1000;

    private readonly Dictionary<Symbol, KconfigReason>[] _known = [[], [], []];
    private readonly HashSet<Symbol> _path = [];

    /// <summary>
    /// Why no prompt lets the symbol be set that high; of several prompts, for the one closest to it.
    /// </summary>
    public IReadOnlyList<KconfigReason> Hiding(Symbol symbol, Tristate wanted)
    {
        var needed = symbol.Type == SymbolType.Tristate ? wanted : Tristate.Mod;
        return symbol.Definitions
            .Where(node => node.Prompt is not null)
            .Select(node => Hiding(symbol, node, needed))
            .MinBy(Cost) ?? [];
    }

    /// <summary>An entry's unmet dependencies: those of its prompt or, without one, of the entry.</summary>
    private IReadOnlyList<KconfigReason> Hiding(Symbol symbol, MenuNode node, Tristate needed)
    {
        var reasons = new List<KconfigReason>();
        foreach (var dependency in situation.Index.DependenciesOf(node))
        {
            if (dependency.Kind == DependencyKind.Visible && node.Prompt is null)
                continue;
            if (situation.Value(dependency.Condition) < needed)
                reasons.Add(Unmet(symbol, dependency, needed));
        }

        if (node.Prompt is { OwnCondition: { } own } prompt && situation.Value(own) < needed)
        {
            reasons.Add(new KconfigReason(
                KconfigReasonKind.Dependency,
                $"the prompt of {symbol} is visible only if {Unmet(own, needed)}",
                prompt.File,
                prompt.Line,
                [.. Below(own, needed)]));
        }

        return reasons;
    }

    private KconfigReason Unmet(Symbol symbol, DependencyLine dependency, Tristate needed)
    {
        var condition = Unmet(dependency.Condition, needed);
        var text = dependency.Kind switch
        {
            DependencyKind.Visible => $"the menu of {symbol} is visible only if {condition}",
            DependencyKind.If => $"{symbol} is inside \"if {condition}\"",
            _ when dependency.Node.Symbol == symbol => $"{symbol} depends on {condition}",
            _ => $"the menu or choice around {symbol} depends on {condition}",
        };
        if (FailedProbeAt(dependency.File, dependency.Line) is { } failed)
        {
            var value = Tristates.Letter(situation.Value(dependency.Condition));
            return Probes.Reason($"a dependency of {symbol}", value, failed, dependency.File, dependency.Line);
        }

        return new KconfigReason(
            KconfigReasonKind.Dependency,
            text,
            dependency.File,
            dependency.Line,
            [.. Below(dependency.Condition, needed)]);
    }

    /// <summary>The operands of an AND that don't hold, with their values.</summary>
    private string Unmet(Expression condition, Tristate needed) => string.Join(
        " && ",
        Leaves.Of(condition, ExpressionKind.And).Where(part => situation.Value(part) < needed)
            .Select(part => part.Kind == ExpressionKind.Or ? $"({situation.Show(part)})" : situation.Show(part)));

    /// <summary>Why a condition is lower than wanted.</summary>
    private IEnumerable<KconfigReason> Below(Expression condition, Tristate wanted)
    {
        if (situation.Value(condition) >= wanted)
            return [];
        return condition.Kind switch
        {
            ExpressionKind.And => Below(condition.Left!, wanted).Concat(Below(condition.Right!, wanted)),
            ExpressionKind.Or =>
                Leaves.Of(condition, ExpressionKind.Or).Select(part => Below(part, wanted).ToList()).MinBy(Cost)!,
            ExpressionKind.Not => Above(condition.Left!, Tristates.Not(wanted)),
            ExpressionKind.Symbol => [Below(condition.Symbol!, wanted)],
            _ => [Differing(condition)],
        };
    }

    /// <summary>Why a condition is higher than allowed.</summary>
    private IEnumerable<KconfigReason> Above(Expression condition, Tristate allowed)
    {
        if (situation.Value(condition) <= allowed)
            return [];
        return condition.Kind switch
        {
            ExpressionKind.Or => Above(condition.Left!, allowed).Concat(Above(condition.Right!, allowed)),
            ExpressionKind.And =>
                Leaves.Of(condition, ExpressionKind.And).Select(part => Above(part, allowed).ToList()).MinBy(Cost)!,
            ExpressionKind.Not => Below(condition.Left!, Tristates.Not(allowed)),
            ExpressionKind.Symbol => [origins.Of(condition.Symbol!)],
            _ => [Differing(condition)],
        };
    }

    private KconfigReason Differing(Expression comparison)
    {
        var (symbol, other) = (comparison.Symbol!, comparison.Other!);
        if (symbol.Definitions.Count == 0 || (symbol.IsConstant && !other.IsConstant))
            (symbol, other) = (other, symbol);
        var isForLess = comparison.Kind == ExpressionKind.Equal && other.Name is "y" or "m";
        if (isForLess && symbol.Type.IsLogical())
            return Below(symbol, other.Name == "y" ? Tristate.Yes : Tristate.Mod);
        return symbol.Definitions.Count == 0
            ? new KconfigReason(KconfigReasonKind.Value, $"{situation.Show(comparison)} is never true")
            : origins.Of(symbol);
    }

    private KconfigReason Below(Symbol symbol, Tristate wanted)
    {
        if (_known[(int)wanted].TryGetValue(symbol, out var known))
            return known;
        if (symbol.IsConstant)
            return new KconfigReason(KconfigReasonKind.Value, $"{symbol} is always {symbol}");
        if (symbol.Definitions.Count == 0)
            return new KconfigReason(KconfigReasonKind.Undefined, $"{symbol} is not defined for this architecture");
        if (!_path.Add(symbol))
        {
            var definition = symbol.Definitions[0];
            return new KconfigReason(
                KconfigReasonKind.Value, $"{situation.Is(symbol)}, see above", definition.File, definition.Line);
        }

        var reason = Find(symbol, wanted);
        _path.Remove(symbol);
        return _known[(int)wanted][symbol] = reason;
    }

    private KconfigReason Find(Symbol symbol, Tristate wanted)
    {
        if (!Situation.HasPrompt(symbol))
            return WithoutPrompt(symbol, wanted);
        if (situation.Visibility(symbol) >= (symbol.Type == SymbolType.Tristate ? wanted : Tristate.Mod))
            return origins.Of(symbol);
        var definition = symbol.Definitions.First(node => node.Prompt is not null);
        return new KconfigReason(
            KconfigReasonKind.Hidden,
            $"{situation.Is(symbol)}, and can't be set to {Tristates.Letter(wanted)}",
            definition.File,
            definition.Line,
            Hiding(symbol, wanted));
    }

    /// <summary>Its defaults that don't apply, or else the symbols that can select it.</summary>
    private KconfigReason WithoutPrompt(Symbol symbol, Tristate wanted)
    {
        var definition = symbol.Definitions[0];
        var defaults = symbol.Properties.Where(property => property.Kind == PropertyKind.Default).ToList();
        foreach (var property in defaults)
        {
            if (FailedProbeAt(property.File, property.Line) is { } failed)
            {
                var value = situation.Configuration.ValueOf(symbol);
                return Probes.Reason(symbol.ToString(), value, failed, property.File, property.Line);
            }
        }

        var missing = defaults.Where(property => !IsNo(property.Value!))
            .Select(property => Missing(symbol, property, wanted)).MinBy(Cost);
        if (missing is { Count: > 0 })
        {
            return new KconfigReason(
                KconfigReasonKind.NoPrompt,
                $"{situation.Is(symbol)}: no prompt, set by defaults",
                definition.File,
                definition.Line,
                missing);
        }

        var selectors = situation.Index.SelectsOf(symbol).Select(select =>
            select.Node.Symbol!.ToString()).Distinct().ToList();
        var how = selectors.Count switch
        {
            0 => "no prompt, and nothing selects it",
            <= MaxShown => $"only selected, by {string.Join(" or ", selectors)}",
            _ => $"only selected, by {string.Join(", ", selectors.Take(MaxShown))}"
                + $" or {selectors.Count - MaxShown} more",
        };
        return new KconfigReason(
            KconfigReasonKind.NoPrompt, $"{situation.Is(symbol)}: {how}", definition.File, definition.Line);
    }

    private ShellProbe? FailedProbeAt(string file, int line) =>
        situation.Index.ProbesAt(file, line).FirstOrDefault(probe => probe.Output == "n");

    private IReadOnlyList<KconfigReason> Missing(Symbol symbol, Property property, Tristate wanted)
    {
        var reasons = new List<KconfigReason>(Hiding(symbol, property.Node, wanted));
        if (property.OwnCondition is { } own)
            reasons.AddRange(Below(own, wanted));
        reasons.AddRange(Below(property.Value!, wanted));
        return reasons;
    }

    private static bool IsNo(Expression value) =>
        value is { Kind: ExpressionKind.Symbol, Symbol: { IsConstant: true, Name: "n" } };

    private static int Cost(IReadOnlyList<KconfigReason> reasons) =>
        reasons.SelectMany(reason => reason.Roots).Sum(Cost);

    private static int Cost(KconfigReason root) => root.Kind switch
    {
        KconfigReasonKind.Undefined or KconfigReasonKind.Probe or KconfigReasonKind.Value => Hopeless,
        KconfigReasonKind.Requested or KconfigReasonKind.NoPrompt or KconfigReasonKind.Selected => 2,
        _ => 1,
    };
}
