using KernelSplit.Foundation;
using KernelSplit.Splitting.Yaml;

namespace KernelSplit.Splitting.Maps;

/// <summary>Reads <c>packages:</c> of a map, over those of the map that it extends.</summary>
internal sealed class PackagesReader(YamlReader reader)
{
    internal static readonly string[] Keys =
        ["name", "summary", "description", "requires", "default", "stable", "metapackage"];

    private readonly List<Package> _packages = [];
    private readonly List<YamlValue> _required = [];
    private readonly Dictionary<string, YamlValue> _places = new(StringComparer.Ordinal);

    /// <returns>Each after those that it requires.</returns>
    public IReadOnlyList<Package> Read(YamlFields map, IReadOnlyList<Package> extended)
    {
        _packages.AddRange(extended);
        foreach (var node in YamlReader.Items(map["packages"]))
            Add(node);
        if (_packages.Count > PackageReach.MostPackages)
            reader.Error(map.Node, $"{_packages.Count} packages: {PackageReach.MostPackages} is the most");
        CheckRequires();
        CheckDefault(map["packages"] ?? map.Node, extended);
        return InOrder();
    }

    private void Add(YamlValue node)
    {
        var fields = reader.Fields(node, Keys);
        var name = fields.Name("name");
        if (!_places.TryAdd(name, node))
        {
            reader.Error(node, $"package \"{name}\" is defined twice");
            return;
        }

        _required.AddRange(YamlReader.Items(fields["requires"]));
        var at = _packages.FindIndex(package => package.Name == name);
        var known = at < 0 ? null : _packages[at];
        var summary = known is not null && fields["summary"] is null ? known.Summary : fields.Sentence("summary");
        var package = new Package(
            name,
            summary,
            (fields.Optional("description") ?? known?.Description ?? summary + ".").Trim(),
            fields["requires"] is null ? known?.Requires ?? [] : fields.Texts("requires"),
            fields.Flag("default", known?.IsDefault ?? false),
            fields.Flag("stable", known?.IsStable ?? false),
            fields.Flag("metapackage", known?.IsInMetapackage ?? true));
        if (known is null)
            _packages.Add(package);
        else
            _packages[at] = package;
    }

    private void CheckRequires()
    {
        foreach (var required in _required)
        {
            var text = reader.Text(required);
            if (_packages.All(package => package.Name != text))
                reader.Error(
                    required, $"no package \"{text}\"",
                    Nearest.Hint(text, [.. _packages.Select(package => package.Name)]));
        }
    }

    /// <summary>A default of this map takes the place of the one that the extended map has.</summary>
    private void CheckDefault(YamlValue place, IReadOnlyList<Package> extended)
    {
        var own = _packages.Where(package => package.IsDefault && _places.ContainsKey(package.Name)).ToList();
        if (own.Count == 1)
        {
            for (var i = 0; i < _packages.Count; i++)
                _packages[i] = _packages[i] with { IsDefault = _packages[i].Name == own[0].Name };
        }

        var defaults = _packages.Where(package => package.IsDefault).Select(package => package.Name).ToList();
        if (defaults.Count == 1)
            return;
        reader.Error(
            place,
            defaults.Count == 0
                ? "no package is the default"
                : $"several packages are the default: {string.Join(", ", defaults)}",
            "One package needs \"default: true\"; it takes the modules that no rule matches");
    }

    private List<Package> InOrder()
    {
        var ordered = new List<Package>();
        var path = new List<string>();
        foreach (var package in _packages)
            Visit(package);
        return ordered;

        void Visit(Package package)
        {
            if (ordered.Contains(package))
                return;
            if (path.Contains(package.Name))
            {
                var cycle = path.SkipWhile(name => name != package.Name).Append(package.Name);
                reader.Error(
                    _places.GetValueOrDefault(package.Name) ?? _places.Values.First(),
                    $"packages require each other: {string.Join(" -> ", cycle)}");
                return;
            }

            path.Add(package.Name);
            foreach (var required in _packages.Where(other => package.Requires.Contains(other.Name)))
                Visit(required);
            path.RemoveAt(path.Count - 1);
            if (!ordered.Contains(package))
                ordered.Add(package);
        }
    }
}
