using KernelSplit.Modules;
using KernelSplit.Splitting.Yaml;
using YamlDotNet.RepresentationModel;

namespace KernelSplit.Splitting.Maps.Conditions;

/// <summary>Conditions that must all hold and never can.</summary>
internal static class Contradiction
{
    public static void Report(YamlReader reader, YamlNode at, IReadOnlyList<(string Key, YamlNode Node)> parts)
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

    private static string? Between((string Key, YamlNode Node) first, (string Key, YamlNode Node) second)
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
    private static bool Excludes((string Key, YamlNode Node) first, (string Key, YamlNode Node) second) =>
        first.Key == "not"
        && first.Node is YamlMappingNode { Children.Count: 1 } excluded
        && excluded.Children.First() is { Key: YamlScalarNode { Value: var key }, Value: var value }
        && key == second.Key && value.Equals(second.Node);

    private static bool AreApart(YamlNode first, YamlNode second)
    {
        var right = Literals(second);
        return Literals(first).All(a => right.All(b => !CanMeet(a, b)));
    }

    /// <summary>The text before the first wildcard.</summary>
    private static List<(string Text, bool IsWhole)> Literals(YamlNode node) =>
    [
        .. YamlReader.Items(node).OfType<YamlScalarNode>()
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
