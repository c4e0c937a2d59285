using KernelSplit.Modules;
using KernelSplit.Splitting.Yaml;

namespace KernelSplit.Splitting.Maps.Conditions;

/// <summary>Conditions that must all hold and never can.</summary>
internal static class Contradiction
{
    public static void Report(YamlReader reader, YamlValue at, IReadOnlyList<(string Key, YamlValue Node)> parts)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            for (var j = i + 1; j < parts.Count; j++)
            {
                if (Between(parts[i], parts[j]) is { } problem)
                    reader.Error(
                        at, $"this can never hold: {problem}", "Write alternatives below \"any\", or in one list");
            }
        }
    }

    private static string? Between((string Key, YamlValue Node) first, (string Key, YamlValue Node) second)
    {
        if (Excludes(first, second) || Excludes(second, first))
            return "the same condition is required and excluded";
        if (first.Key != second.Key)
            return null;
        return first.Key switch
        {
            "name" when AreApart(first.Node, second.Node) => "a module has one name",
            "license" when AreApart(first.Node, second.Node) => "a module has one licence",
            "path" when AreApart(first.Node, second.Node) => "a module has one path",
            _ => null,
        };
    }

    /// <summary>Whether the first is <c>not</c> of just what the second is.</summary>
    private static bool Excludes((string Key, YamlValue Node) first, (string Key, YamlValue Node) second) =>
        first.Key == "not"
        && first.Node is YamlMapping { Children.Count: 1 } excluded
        && excluded.Children[0] is { Key: YamlText { Value: var key }, Value: var value }
        && key == second.Key && value.SaysTheSameAs(second.Node);

    private static bool AreApart(YamlValue first, YamlValue second)
    {
        var right = Literals(second);
        return Literals(first).All(a => right.All(b => !CanMeet(a, b)));
    }

    /// <summary>The text before the first wildcard.</summary>
    private static List<(string Text, bool IsWhole)> Literals(YamlValue node) =>
    [
        .. YamlReader.Items(node).OfType<YamlText>()
            .Select(scalar => ModulePath.NormalizeName(scalar.Value ?? ""))
            .Select(text =>
        {
            var wildcard = text.AsSpan().IndexOfAny("*?[");
            return wildcard < 0 ? (text, true) : (text[..wildcard], false);
        }),
    ];

    private static bool CanMeet((string Text, bool IsWhole) first, (string Text, bool IsWhole) second) =>
        first.IsWhole && second.IsWhole
            ? first.Text == second.Text
            : (!second.IsWhole && first.Text.StartsWith(second.Text, StringComparison.Ordinal))
                || (!first.IsWhole && second.Text.StartsWith(first.Text, StringComparison.Ordinal));
}
