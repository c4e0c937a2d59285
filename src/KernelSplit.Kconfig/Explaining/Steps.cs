using KernelSplit.Kconfig.Evaluation;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>
/// All single settings that remove the first obstacle to a value. Of an AND, tries the first operand that doesn't hold,
/// because each must; of an OR, tries all, because any may.
/// </summary>
/// <param name="situation">The configuration with the settings so far.</param>
/// <param name="made">The symbols that are set already, and the requested symbol.</param>
/// <param name="lastResorts">Whether settings may be used that make a driver build but not work.</param>
internal sealed class Steps(Situation situation, ICollection<Symbol> made, bool lastResorts)
{
    /// <summary>init/Kconfig: these allow building what can't run on this machine, or doesn't work.</summary>
    private static readonly string[] LastResorts = ["COMPILE_TEST", "BROKEN"];

    private readonly HashSet<Symbol> _path = [];

    /// <summary>Ways to raise a symbol to a value.</summary>
    public IEnumerable<Setting> Raise(Symbol symbol, Tristate wanted)
    {
        if (symbol.Definitions.Count == 0 || situation.Value(symbol) >= wanted || !_path.Add(symbol))
            return [];
        var steps = RaiseHere(symbol, wanted).ToList();
        _path.Remove(symbol);
        return steps;
    }

    /// <summary>Ways to lower a symbol to a value.</summary>
    public IEnumerable<Setting> Lower(Symbol symbol, Tristate allowed)
    {
        if (symbol.Definitions.Count == 0 || situation.Value(symbol) <= allowed || !_path.Add(symbol))
            return [];
        var steps = LowerHere(symbol, allowed).ToList();
        _path.Remove(symbol);
        return steps;
    }

    /// <summary>Ways to make a symbol's prompts visible.</summary>
    public IEnumerable<Setting> Show(Symbol symbol, Tristate wanted)
    {
        var needed = symbol.Type == SymbolType.Tristate ? wanted : Tristate.Mod;
        return Prompts(symbol).SelectMany(prompt => Raise(prompt.Condition, needed));
    }

    private IEnumerable<Setting> RaiseHere(Symbol symbol, Tristate wanted)
    {
        // In kernels up to 6.10, choices are symbols, but can't be set by name.
        if (symbol.IsChoice)
        {
            foreach (var step in Show(symbol, wanted))
                yield return step;
            yield break;
        }

        var needed = symbol.Type == SymbolType.Tristate ? wanted : Tristate.Mod;
        var isVisible = situation.Visibility(symbol) >= needed;
        if (Situation.HasPrompt(symbol) && (lastResorts || !LastResorts.Contains(symbol.Name)))
        {
            if (!made.Contains(symbol))
                yield return new Setting(symbol, symbol.Type == SymbolType.Tristate ? Tristates.Letter(wanted) : "y");
            if (isVisible)
                yield break;
            // Once the prompt is visible, its default may be enough.
            if (made.Contains(symbol) || symbol.Properties.Any(property => property.Kind == PropertyKind.Default))
            {
                foreach (var step in Show(symbol, wanted))
                    yield return step;
            }
        }

        foreach (var select in situation.Index.SelectsOf(symbol))
        {
            var selector = select.Node.Symbol!;
            foreach (var step in situation.Value(selector) < needed ? Raise(selector, needed) : Raise(
                select.Condition, needed))
                yield return step;
        }

        if (Situation.HasPrompt(symbol))
            yield break;
        foreach (var given in symbol.Properties.Where(property => property.Kind == PropertyKind.Default))
        {
            foreach (var step in situation.Value(given.Condition) < needed ? Raise(given.Condition, needed) : Raise(
                given.Value, wanted))
                yield return step;
        }
    }

    private IEnumerable<Setting> LowerHere(Symbol symbol, Tristate allowed)
    {
        if (symbol.IsChoice)
            return Prompts(symbol).SelectMany(prompt => Lower(prompt.Condition, allowed));
        if (symbol.ChoiceNode is { } choice && situation.Visibility(symbol) != Tristate.No)
            return choice.Descendants().Select(node => node.Symbol).OfType<Symbol>()
                .Where(member => member != symbol && member.IsChoiceMember && !made.Contains(member)).Select(member =>
                    new Setting(member, "y"));
        var select = situation.Index.SelectsOf(symbol).FirstOrDefault(select => situation.Strength(select) > allowed);
        if (select is not null)
            return Lower(select.Node.Symbol!, allowed).Concat(Lower(select.Condition, allowed));
        if (situation.Visibility(symbol) != Tristate.No)
        {
            var hide = Prompts(symbol).SelectMany(prompt => Lower(prompt.Condition, allowed));
            return made.Contains(symbol) ? hide : hide
                .Prepend(new Setting(symbol, symbol.Type == SymbolType.Tristate ? Tristates.Letter(allowed) : "n"));
        }

        var given = situation.Configuration.ActiveProperty(symbol, PropertyKind.Default);
        var hidden = Situation.HasPrompt(symbol) ? HiddenButSet(symbol) : [];
        return given is null ? hidden : hidden.Concat(Lower(given.Condition, allowed))
            .Concat(Lower(given.Value, allowed));
    }

    /// <summary>A default can be overridden once the prompt is visible.</summary>
    private IEnumerable<Setting> HiddenButSet(Symbol symbol) =>
        made.Contains(symbol) ? Show(symbol, Tristate.Mod) : [new Setting(symbol, "n")];

    private IEnumerable<Setting> Raise(Expression? condition, Tristate wanted)
    {
        if (condition is null || situation.Value(condition) >= wanted)
            return [];
        return condition.Kind switch
        {
            ExpressionKind.And =>
                Raise(Leaves.Of(condition, ExpressionKind.And).First(part => situation.Value(part) < wanted), wanted),
            ExpressionKind.Or => Leaves.Of(condition, ExpressionKind.Or).SelectMany(part => Raise(part, wanted)),
            ExpressionKind.Not => Lower(condition.Left, Tristates.Not(wanted)),
            ExpressionKind.Symbol => Raise(condition.Symbol!, wanted),
            _ => Satisfy(condition),
        };
    }

    private IEnumerable<Setting> Lower(Expression? condition, Tristate allowed)
    {
        if (condition is null || situation.Value(condition) <= allowed)
            return [];
        return condition.Kind switch
        {
            ExpressionKind.Or =>
                Lower(Leaves.Of(condition, ExpressionKind.Or).First(part => situation.Value(part) > allowed), allowed),
            ExpressionKind.And => Leaves.Of(condition, ExpressionKind.And).SelectMany(part => Lower(part, allowed)),
            ExpressionKind.Not => Raise(condition.Left, Tristates.Not(allowed)),
            ExpressionKind.Symbol => Lower(condition.Symbol!, allowed),
            ExpressionKind.Equal => Differ(condition),
            ExpressionKind.Unequal => Match(condition),
            _ => [],
        };
    }

    private IEnumerable<Setting> Satisfy(Expression comparison) => comparison.Kind switch
    {
        ExpressionKind.Equal or ExpressionKind.LessOrEqual or ExpressionKind.GreaterOrEqual => Match(comparison),
        ExpressionKind.Unequal => Differ(comparison),
        _ => [],
    };

    private IEnumerable<Setting> Match(Expression comparison)
    {
        var (symbol, other) = (comparison.Symbol!, comparison.Other!);
        if (symbol.Type.IsLogical() && ValueOf(other) is { } value)
            return situation.Value(symbol) < value ? Raise(symbol, value) : Lower(symbol, value);
        return Situation.HasPrompt(symbol) && !made.Contains(symbol) && Numbers.IsValid(symbol.Type, other.ToString())
            && symbol.Type.IsNumber()
            ? [new Setting(symbol, other.ToString())]
            : [];
    }

    private IEnumerable<Setting> Differ(Expression comparison) =>
        comparison.Symbol!.Type.IsLogical() && ValueOf(comparison.Other!) is { } value
        ? value == Tristate.No ? Raise(comparison.Symbol, Tristate.Mod) : Lower(comparison.Symbol, value - 1)
        : [];

    private static Tristate? ValueOf(Symbol constant) => constant.Name switch
    {
        "y" => Tristate.Yes,
        "m" => Tristate.Mod,
        "n" => Tristate.No,
        _ => null,
    };

    private static IEnumerable<Property> Prompts(Symbol symbol) =>
        symbol.Definitions.Select(node => node.Prompt).OfType<Property>();
}
