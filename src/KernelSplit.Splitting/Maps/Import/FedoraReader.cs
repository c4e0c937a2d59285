using KernelSplit.Foundation;
using KernelSplit.Splitting.Yaml;

namespace KernelSplit.Splitting.Maps.Import;

/// <summary>Reads def_variants.yaml as the filtermods.py of Fedora's kernel package does.</summary>
internal sealed class FedoraReader(YamlReader reader, IReadOnlyCollection<string> variants)
{
    private const string ForVariants = "if_variant_in";
    private const string Exact = "exact_pkg";
    private const string IgnoreDependencies = "ignore_deps";
    private static readonly string[] Attributes = [ForVariants, Exact, IgnoreDependencies];

    private readonly List<FedoraPackage> _packages = [];
    private readonly List<FedoraRule> _rules = [];
    private readonly List<int> _leftOut = [];
    private FedoraRule? _default;

    public FedoraMap Read(YamlValue root)
    {
        var fields = reader.Fields(root, "packages", "rules");
        foreach (var node in List("packages", fields["packages"]))
            AddPackage(node);
        if (_packages.Count == 0)
            reader.Error(root, variants.Count == 0 ? "no packages" : "no packages for these variants");
        foreach (var node in List("rules", fields["rules"]))
            AddRules(node);
        return new FedoraMap(reader.File, _packages, _rules, _default, _leftOut);
    }

    private void AddPackage(YamlValue node)
    {
        var fields = reader.Fields(node, "name", "depends-on", ForVariants);
        var name = fields.Name("name");
        if (!IsWanted(fields[ForVariants], node))
            return;
        var needed = List("depends-on", fields["depends-on"]);
        foreach (var other in needed)
            CheckPackage(other, "A package comes after those that it depends on");
        if (_packages.Exists(package => package.Name == name))
            reader.Error(node, $"package \"{name}\" is defined twice");
        _packages.Add(new FedoraPackage(name, [.. needed.Select(reader.Text)]));
    }

    private void AddRules(YamlValue node)
    {
        var entries = reader.Entries(node).ToList();
        var attributes = entries.Where(entry => Attributes.Contains(entry.Key.Value))
            .ToDictionary(entry => entry.Key.Value!, entry => entry.Value);
        if (!IsWanted(attributes.GetValueOrDefault(ForVariants), node))
            return;
        var isExact = Flag(attributes.GetValueOrDefault(Exact));
        var ignores = Flag(attributes.GetValueOrDefault(IgnoreDependencies));
        if (ignores && !isExact)
            reader.Error(
                attributes[IgnoreDependencies],
                $"\"{IgnoreDependencies}\" can only be combined with \"{Exact}: True\"");
        foreach (var (key, value) in entries.Where(entry => !Attributes.Contains(entry.Key.Value)))
        {
            CheckPackage(
                value, Nearest.To(key.Value!, Attributes) is { } attribute ? $"Did you mean \"{attribute}\"?" : null);
            var column = key.Column + (key.IsPlain ? 0 : 1);
            var rule = new FedoraRule(key.Value!, reader.Text(value), isExact, ignores, key.Line, column);
            if (rule is { Regex: "default", IsExact: false })
                AddDefault(key, rule);
            else
                _rules.Add(rule);
        }
    }

    private void AddDefault(YamlValue at, FedoraRule rule)
    {
        if (_default is not null && _default.Package != rule.Package)
            reader.Error(at, $"the default is {_default.Package} already");
        _default ??= rule;
    }

    private bool IsWanted(YamlValue? condition, YamlValue node)
    {
        if (condition is null || List(ForVariants, condition).Any(variant => variants.Contains(reader.Text(variant))))
            return true;
        _leftOut.Add(node.Line);
        return false;
    }

    private IReadOnlyList<YamlValue> List(string key, YamlValue? node)
    {
        if (node is null or YamlList)
            return YamlReader.Items(node);
        reader.Error(node, $"\"{key}\" is a list");
        return [];
    }

    private void CheckPackage(YamlValue node, string? hint)
    {
        var name = reader.Text(node);
        if (name.Length > 0 && !_packages.Exists(package => package.Name == name))
            reader.Error(
                node, $"no package \"{name}\"",
                hint ?? Nearest.Hint(name, [.. _packages.Select(package => package.Name)]));
    }

    /// <summary>Python's YAML is of version 1.1: <c>True</c> and <c>yes</c> are true as well.</summary>
    private bool Flag(YamlValue? node)
    {
        switch (node is YamlText { IsPlain: true } scalar ? scalar.Value?.ToLowerInvariant() : "")
        {
            case "false" or "no" or "off":
                return false;
            case "true" or "yes" or "on":
                return true;
            default:
                if (node is not null)
                    reader.Error(node, "expected True or False");
                return false;
        }
    }
}
