using System.Globalization;
using DotNet.Globbing;
using KernelSplit.Diagnostics;
using KernelSplit.Modules;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Targets;
using KernelSplit.Splitting.Yaml;
using YamlDotNet.RepresentationModel;

namespace KernelSplit.Splitting.Maps;

/// <summary>Reads what stands behind <c>when:</c>. Several keys of one mapping must all hold.</summary>
internal sealed class ConditionReader(YamlReader reader, Library library)
{
    private static readonly string[] Known =
        ["all", "any", "imports", "modalias", "name", "not", "path", "pci", "target"];

    public Condition Read(YamlNode? node)
    {
        if (node is null)
            return new AnyCondition([]);

        var fields = reader.Fields(node, Known);
        var parts = Known.Where(key => fields[key] is not null).Select(key => ReadPart(key, fields[key]!)).ToList();
        if (node is YamlMappingNode { Children.Count: 0 })
            reader.Error(node, "the condition is empty", Nearest.Hint("", Known));
        return parts.Count == 1 ? parts[0] : new AllCondition(parts);
    }

    private Condition ReadPart(string key, YamlNode value) => key switch
    {
        "all" => new AllCondition([.. YamlReader.Items(value).Select(Read)]),
        "any" => new AnyCondition([.. YamlReader.Items(value).Select(Read)]),
        "not" => new NotCondition(Read(value), Place(value)),
        "path" => new PathCondition(Globs(value, pattern => pattern)),
        "name" => new NameCondition(Globs(value, ModulePath.NormalizeName)),
        "modalias" => new ModaliasCondition(Globs(value, pattern => pattern.Contains(':') ? pattern : pattern + ":*")),
        "imports" => new ImportsCondition(reader.Texts(value).ToHashSet(StringComparer.Ordinal)),
        "pci" => ReadPci(value),
        _ => new TargetCondition(TargetReader.ReadNamed(reader, value, library)),
    };

    private PciCondition ReadPci(YamlNode node)
    {
        var fields = reader.Fields(node, "vendor", "device", "class");
        return new PciCondition(Hex("vendor", 4, 4), Hex("device", 4, 4), Hex("class", 2, 6));

        string? Hex(string key, int shortest, int longest)
        {
            var text = fields.Optional(key);
            if (text is not null && (text.Length < shortest || text.Length > longest || !text.All(char.IsAsciiHexDigit)))
                reader.Error(fields[key]!, $"\"{text}\" is no PCI {key}", $"Write hexadecimal digits in quotes, as in {key}: \"{"103c00"[..shortest]}\"");
            return text?.ToUpperInvariant();
        }
    }

    private List<Glob> Globs(YamlNode value, Func<string, string> prepare) =>
        [.. reader.Texts(value).Where(text => text.Length > 0).Select(text => Glob.Parse(prepare(text)))];

    private static string Place(YamlNode node) =>
        string.Create(CultureInfo.InvariantCulture, $"the condition in line {node.Start.Line}");
}
