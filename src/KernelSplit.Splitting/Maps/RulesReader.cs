using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps.Conditions;
using KernelSplit.Splitting.Targets;
using KernelSplit.Splitting.Yaml;

namespace KernelSplit.Splitting.Maps;

/// <summary>Reads <c>rules:</c> of a map. They are tried before those of the map that it extends.</summary>
internal sealed class RulesReader(YamlReader reader, DataDirectories data, IReadOnlyList<Package> packages)
{
    internal static readonly string[] Keys = ["to", "because", "when", "optional", "pin"];

    private readonly ConditionReader _conditions = new(reader, data);
    private readonly List<(YamlValue When, YamlValue Rule)> _earlier = [];

    public IReadOnlyList<Rule> Read(YamlValue? list, IReadOnlyList<Rule> extended)
    {
        var rules = YamlReader.Items(list).Select((node, index) => Read(node, index + 1)).ToList();
        rules.AddRange(extended.Select(
            (rule, index) => rule with { Number = rules.Count + index + 1, IsInherited = true }));
        return rules;
    }

    private Rule Read(YamlValue node, int number)
    {
        var fields = reader.Fields(node, Keys);
        var to = fields.Required("to");
        if (to.Length > 0 && packages.All(package => package.Name != to))
            reader.Error(fields["to"]!, $"no package \"{to}\"", Nearest.Hint(to, [.. packages.Select(p => p.Name)]));
        if (fields["when"] is not { } when)
            reader.Error(node, "\"when\" is missing", "A rule without a condition would take every module");
        else if (_earlier.Find(earlier => earlier.When.SaysTheSameAs(when)).Rule is { } same)
            reader.Error(
                when,
                $"the rule in line {same.Line} has the same condition and comes first: this one never decides");
        else
            _earlier.Add((when, node));

        return new Rule(
            number, reader.File, node.Line, to, fields.Sentence("because"), _conditions.Read(fields["when"]))
        {
            IsPinned = fields.Flag("pin", false),
            MayMatchNothing = fields["optional"] is { } optional ? ReadScope(optional) : null,
        };
    }

    private KernelScope ReadScope(YamlValue node)
    {
        if (node is YamlText { Value: "true" })
            return new KernelScope([], KernelRange.All);
        var fields = reader.Fields(node, "arch", "kernel");
        if (fields["arch"] is null && fields["kernel"] is null)
            reader.Error(
                node, "\"optional\" is true, or says where the rule may match nothing",
                "Write for example optional: {arch: [aarch64], kernel: \"<6.5\"}");
        return new KernelScope(
            [
                .. YamlReader.Items(fields["arch"]).Select(item =>
                    ArchitectureField.Read(reader, item)).OfType<Architecture>()
                    .Select(architecture => architecture.Name),
            ],
            KernelRangeField.Read(reader, fields));
    }
}
