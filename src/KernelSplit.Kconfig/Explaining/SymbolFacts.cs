using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>All facts about a symbol in one configuration.</summary>
public sealed record SymbolFacts
{
    public required Symbol Symbol { get; init; }

    /// <summary>The value as in fragments; null if .config doesn't have the symbol.</summary>
    public required string? Value { get; init; }

    /// <summary>Why it has that value.</summary>
    public required KconfigReason Why { get; init; }

    /// <summary>Why it can't be set higher; empty if nothing limits it.</summary>
    public required IReadOnlyList<KconfigReason> Limits { get; init; }

    /// <summary>Every line with a dependency of the symbol.</summary>
    public required IReadOnlyList<KconfigStatement> Dependencies { get; init; }

    public required IReadOnlyList<KconfigStatement> Defaults { get; init; }

    /// <summary>What can select it; the text is the selecting symbol with its condition.</summary>
    public required IReadOnlyList<KconfigStatement> SelectedBy { get; init; }

    /// <summary>What can imply it.</summary>
    public required IReadOnlyList<KconfigStatement> ImpliedBy { get; init; }

    /// <summary>What it selects and implies.</summary>
    public required IReadOnlyList<KconfigStatement> SelectsAndImplies { get; init; }

    /// <summary>The ranges of a number.</summary>
    public required IReadOnlyList<KconfigStatement> Ranges { get; init; }

    /// <summary>The choice that it is a member of, if any; its value is the member that is set.</summary>
    public required KconfigStatement? Choice { get; init; }

    internal static SymbolFacts Of(Symbol symbol, Situation situation)
    {
        var origins = new Origins(situation);
        IReadOnlyList<KconfigStatement> Lines(PropertyKind kind, Func<Property, string> text) =>
        [
            .. symbol.Properties.Where(property => property.Kind == kind)
                .Select(property => new KconfigStatement(
                    text(property) + If(property),
                    Tristates.Letter(situation.Value(property.Condition)),
                    property.File,
                    property.Line)),
        ];
        return new SymbolFacts
        {
            Symbol = symbol,
            Value = situation.Written(symbol),
            Why = origins.Of(symbol),
            Limits = situation.Visibility(symbol) == Tristate.Yes
                ? []
                : new Obstacles(situation, origins).Hiding(symbol, Tristate.Yes),
            Dependencies =
            [
                .. symbol.Definitions.SelectMany(situation.Index.DependenciesOf).Distinct()
                    .Select(dependency => DependencyStatement(dependency, situation)),
            ],
            Defaults = Lines(PropertyKind.Default, property => property.Value!.ToString()),
            SelectedBy = [.. situation.Index.SelectsOf(symbol).Select(select => Selector(select, situation))],
            ImpliedBy = [.. situation.Index.ImpliesOf(symbol).Select(imply => Selector(imply, situation))],
            SelectsAndImplies =
            [
                .. Lines(PropertyKind.Select, property => $"select {property.ValueSymbol}"),
                .. Lines(PropertyKind.Imply, property => $"imply {property.ValueSymbol}"),
            ],
            Ranges = Lines(PropertyKind.Range, property => $"{property.Value!.Symbol} to {property.Value.Other}"),
            Choice = symbol.ChoiceNode is { } choice
                ? new KconfigStatement(
                    choice.Prompt?.Text ?? "",
                    situation.ChosenIn(choice)?.ToString() ?? Tristates.Letter(Tristate.No),
                    choice.File,
                    choice.Line)
                : null,
        };
    }

    private static KconfigStatement DependencyStatement(DependencyLine dependency, Situation situation)
    {
        var word = dependency.Kind switch
        {
            DependencyKind.Depends => "depends on",
            DependencyKind.If => "if",
            _ => "visible if",
        };
        return new KconfigStatement(
            $"{word} {situation.Show(dependency.Condition)}",
            Tristates.Letter(situation.Value(dependency.Condition)),
            dependency.File,
            dependency.Line);
    }

    private static KconfigStatement Selector(Property property, Situation situation) =>
        new(
            $"{property.Node.Symbol}{If(property)}", Tristates.Letter(situation.Strength(property)), property.File,
            property.Line);

    private static string If(Property property) => property.OwnCondition is null ? "" : $" if {property.OwnCondition}";
}

/// <summary>One line of a Kconfig file with its current value.</summary>
/// <param name="Text">The line, abbreviated.</param>
/// <param name="Value">y, m or n; for a choice the member that is set.</param>
/// <param name="File">The Kconfig file, as <c>source</c> names it.</param>
/// <param name="Line">The line in that file, from 1.</param>
public sealed record KconfigStatement(string Text, string Value, string File, int Line);
