using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>All that there is to say about a symbol in one configuration.</summary>
public sealed record SymbolFacts
{
    public required Symbol Symbol { get; init; }

    /// <summary>The value as fragments write it; null when .config doesn't have the symbol.</summary>
    public required string? Value { get; init; }

    /// <summary>How it came to that value.</summary>
    public required Reason Why { get; init; }

    /// <summary>Why it can't be set higher than it may be now; empty when nothing limits it.</summary>
    public required IReadOnlyList<Reason> Limits { get; init; }

    /// <summary>Every line that says what the symbol needs.</summary>
    public required IReadOnlyList<Statement> Needs { get; init; }

    public required IReadOnlyList<Statement> Defaults { get; init; }

    /// <summary>Who can select it; the text is the selecting symbol, with its condition.</summary>
    public required IReadOnlyList<Statement> SelectedBy { get; init; }

    /// <summary>Who can imply it.</summary>
    public required IReadOnlyList<Statement> ImpliedBy { get; init; }

    /// <summary>What it selects and implies.</summary>
    public required IReadOnlyList<Statement> Gives { get; init; }

    /// <summary>The ranges of a number.</summary>
    public required IReadOnlyList<Statement> Ranges { get; init; }

    /// <summary>The choice that it is a member of, null when in none; its value is the member that is chosen.</summary>
    public required Statement? Choice { get; init; }

    internal static SymbolFacts Of(Symbol symbol, Situation situation)
    {
        var origins = new Origins(situation);
        IReadOnlyList<Statement> Lines(PropertyKind kind, Func<Property, string> text) =>
        [
            .. symbol.Properties.Where(property => property.Kind == kind)
                .Select(property => new Statement(text(property) + If(property), Tristates.Letter(situation.Value(property.Condition)), property.File, property.Line)),
        ];
        return new SymbolFacts
        {
            Symbol = symbol,
            Value = situation.Written(symbol),
            Why = origins.Of(symbol),
            Limits = situation.Visibility(symbol) == Tristate.Yes ? [] : new Obstacles(situation, origins).Hiding(symbol, Tristate.Yes),
            Needs = [.. symbol.Definitions.SelectMany(situation.Index.RequirementsOf).Distinct().Select(requirement => Need(requirement, situation))],
            Defaults = Lines(PropertyKind.Default, property => property.Value!.ToString()),
            SelectedBy = [.. situation.Index.SelectsOf(symbol).Select(select => Giver(select, situation))],
            ImpliedBy = [.. situation.Index.ImpliesOf(symbol).Select(imply => Giver(imply, situation))],
            Gives = [.. Lines(PropertyKind.Select, property => $"select {property.ValueSymbol}"), .. Lines(PropertyKind.Imply, property => $"imply {property.ValueSymbol}")],
            Ranges = Lines(PropertyKind.Range, property => $"{property.Value!.Symbol} to {property.Value.Other}"),
            Choice = symbol.ChoiceNode is { } choice
                ? new Statement(choice.Prompt?.Text ?? "", situation.ChosenIn(choice)?.ToString() ?? Tristates.Letter(Tristate.No), choice.File, choice.Line)
                : null,
        };
    }

    private static Statement Need(Requirement requirement, Situation situation)
    {
        var word = requirement.Kind switch
        {
            RequirementKind.Depends => "depends on",
            RequirementKind.If => "if",
            _ => "visible if",
        };
        return new Statement($"{word} {situation.Show(requirement.Condition)}", Tristates.Letter(situation.Value(requirement.Condition)), requirement.File, requirement.Line);
    }

    private static Statement Giver(Property property, Situation situation) =>
        new($"{property.Node.Symbol}{If(property)}", Tristates.Letter(situation.Strength(property)), property.File, property.Line);

    private static string If(Property property) => property.OwnCondition is null ? "" : $" if {property.OwnCondition}";
}

/// <summary>One line of a Kconfig file with what it amounts to now.</summary>
/// <param name="Text">The line in short.</param>
/// <param name="Value">y, m or n; for a choice the member that is chosen.</param>
/// <param name="File">The Kconfig file, as <c>source</c> names it.</param>
/// <param name="Line">The line in that file, from 1.</param>
public sealed record Statement(string Text, string Value, string File, int Line);
