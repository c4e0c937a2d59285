using System.Globalization;
using KernelSplit.Modules;
using KernelSplit.Splitting.Targets;
using KernelSplit.Splitting.Yaml;

namespace KernelSplit.Splitting.Maps.Conditions;

/// <summary>Reads the value of <c>when:</c>. Several keys of one mapping must all hold.</summary>
internal sealed class ConditionReader(YamlReader reader, DataDirectories data)
{
    internal static readonly string[] Keys =
    [
        "all", "any", "depends-on", "exports", "firmware", "imports", "kconfig", "license", "modalias", "name",
        "needed-by",
        "not", "path", "pci", "target",
    ];

    public RuleCondition Read(YamlValue? node)
    {
        if (node is null)
            return new AnyCondition([]);

        var fields = reader.Fields(node, Keys);
        if (node is YamlMapping { Children.Count: 0 })
            reader.Error(node, "the condition is empty", $"It tests one of {string.Join(", ", Keys)}");
        var parts = Keys.Where(key => fields[key] is not null).Select(key => (Key: key, Node: fields[key]!)).ToList();
        Contradiction.Report(reader, node, parts);
        var conditions = parts.Select(part => ReadPart(part.Key, part.Node)).ToList();
        return conditions.Count == 1 ? conditions[0] : new AllCondition(conditions);
    }

    private RuleCondition ReadPart(string key, YamlValue value) => key switch
    {
        "all" => ReadAll(value),
        "any" => new AnyCondition([.. Parts(key, value).Select(Read)]),
        "not" => new NotCondition(Read(value), Place(value)),
        "path" => new PathCondition(Patterns(key, value)),
        "name" => new NameCondition(Patterns(key, value, ModulePath.NormalizeName)),
        "modalias" =>
            new ModaliasCondition(Patterns(key, value, pattern => pattern.Contains(':') ? pattern : pattern + ":*")),
        "imports" => new ImportsCondition(Patterns(key, value)),
        "exports" => new ExportsCondition(Patterns(key, value)),
        "depends-on" => new DependsOnCondition(ReadRelated(key, value)),
        "needed-by" => new NeededByCondition(ReadRelated(key, value)),
        "firmware" => new FirmwareCondition(Patterns(key, value)),
        "license" => new LicenseCondition(Patterns(key, value)),
        "kconfig" => new KconfigCondition(Patterns(key, value, WithoutPrefix)),
        "pci" => ReadPci(value),
        _ => new TargetCondition(TargetReader.ReadNamed(reader, value, data)),
    };

    private AllCondition ReadAll(YamlValue list)
    {
        var parts = Parts("all", list);
        Contradiction.Report(reader, list, [.. parts.OfType<YamlMapping>()
            .SelectMany(
                part => part.Children, (_, entry) => ((entry.Key as YamlText)?.Value ?? "", entry.Value))]);
        return new AllCondition([.. parts.Select(Read)]);
    }

    /// <summary>Modules by name, or by a condition of their own.</summary>
    private RuleCondition ReadRelated(string key, YamlValue value) =>
        value is YamlMapping ? Read(value) : new NameCondition(Patterns(key, value, ModulePath.NormalizeName));

    private IReadOnlyList<YamlValue> Parts(string key, YamlValue list)
    {
        var parts = YamlReader.Items(list);
        if (parts.Count == 0)
            reader.Error(list, $"\"{key}\" lists no conditions");
        return parts;
    }

    private PciCondition ReadPci(YamlValue node)
    {
        var fields = reader.Fields(node, "vendor", "device", "class");
        if (node is YamlMapping { Children.Count: 0 })
            reader.Error(node, "\"pci\" tests nothing", "Give it a vendor, device or class");
        return new PciCondition(Hex("vendor", 4, 4), Hex("device", 4, 4), Hex("class", 2, 6));

        string? Hex(string key, int shortest, int longest)
        {
            var text = fields.Optional(key);
            if (text is not null
                && (text.Length < shortest || text.Length > longest || !text.All(char.IsAsciiHexDigit)))
                reader.Error(
                    fields[key]!, $"\"{text}\" is no PCI {key}",
                    $"Write hexadecimal digits in quotes, as in {key}: \"{"103c00"[..shortest]}\"");
            return text?.ToUpperInvariant();
        }
    }

    private PatternList Patterns(string key, YamlValue value, Func<string, string>? prepare = null)
    {
        var entries = YamlReader.Items(value).Select(item => new ListEntry(reader.Text(item), item.Line, item.Column))
            .Where(entry => entry.Text.Length > 0).ToList();
        if (entries.Count == 0)
            reader.Error(value, $"\"{key}\" lists nothing: no module would match");
        return new PatternList(
            prepare is null ? entries : entries.Select(entry => entry with { Text = prepare(entry.Text) }));
    }

    private static string WithoutPrefix(string symbol) =>
        symbol.StartsWith("CONFIG_", StringComparison.Ordinal) ? symbol["CONFIG_".Length..] : symbol;

    private static string Place(YamlValue node) =>
        string.Create(CultureInfo.InvariantCulture, $"the condition in line {node.Line}");
}
