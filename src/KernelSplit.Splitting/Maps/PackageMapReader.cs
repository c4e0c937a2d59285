using System.Globalization;
using KernelSplit.Diagnostics;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Yaml;
using YamlDotNet.RepresentationModel;

namespace KernelSplit.Splitting.Maps;

/// <summary>Reads package maps. docs/reference.md describes the format.</summary>
public static class PackageMapReader
{
    private const string Version = "1";

    /// <param name="file">The map.</param>
    /// <param name="library">Where the targets lie that its rules name.</param>
    /// <exception cref="InvalidInputException">With every mistake in the file.</exception>
    public static PackageMap Read(string file, Library library) =>
        YamlReader.Read(file, (reader, root) => Map(reader, root, library));

    private static PackageMap Map(YamlReader reader, YamlNode root, Library library)
    {
        var fields = reader.Fields(root, "version", "name", "packages", "rules");
        if (fields.Required("version") is { Length: > 0 } version && version != Version)
            reader.Error(fields["version"]!, $"version {version} of the format is unknown", $"This kernelsplit reads version {Version}");

        var packages = ReadPackages(reader, fields);
        var conditions = new ConditionReader(reader, library);
        var rules = new List<Rule>();
        foreach (var node in YamlReader.Items(fields["rules"]))
            rules.Add(ReadRule(reader, node, rules.Count + 1, packages, conditions));
        return new PackageMap(fields.Required("name"), packages, rules);
    }

    private static List<Package> ReadPackages(YamlReader reader, YamlFields fields)
    {
        var packages = new List<Package>();
        foreach (var node in YamlReader.Items(fields["packages"]))
        {
            var package = ReadPackage(reader, node, packages);
            if (packages.Any(earlier => earlier.Name == package.Name))
                reader.Error(node, $"package \"{package.Name}\" is there twice");
            else
                packages.Add(package);
        }

        var defaults = packages.Where(package => package.IsDefault).Select(package => package.Name).ToList();
        if (defaults.Count != 1)
        {
            reader.Error(
                fields["packages"] ?? fields.Node,
                defaults.Count == 0 ? "no package is the default" : $"several packages are the default: {string.Join(", ", defaults)}",
                "One package needs \"default: true\"; it takes the modules that no rule names");
        }

        return packages;
    }

    private static Package ReadPackage(YamlReader reader, YamlNode node, List<Package> earlier)
    {
        var fields = reader.Fields(node, "name", "summary", "description", "requires", "default");
        foreach (var required in YamlReader.Items(fields["requires"]))
        {
            // Looking only at earlier packages also rules cycles out.
            if (earlier.All(package => package.Name != reader.Text(required)))
                reader.Error(required, $"no package \"{reader.Text(required)}\" stands above", "Name a package after those it requires");
        }

        var summary = fields.Required("summary");
        var known = earlier.Select(package => package.Name).ToHashSet(StringComparer.Ordinal);
        return new Package(
            fields.PackageWord("name"),
            summary,
            (fields.Optional("description") ?? summary + ".").Trim(),
            [.. fields.Texts("requires").Where(known.Contains)],
            fields.Flag("default"));
    }

    private static Rule ReadRule(
        YamlReader reader, YamlNode node, int number, List<Package> packages, ConditionReader conditions)
    {
        var fields = reader.Fields(node, "to", "because", "when");
        var to = fields.Required("to");
        if (to.Length > 0 && packages.All(package => package.Name != to))
            reader.Error(fields["to"]!, $"no package \"{to}\"", Nearest.Hint(to, [.. packages.Select(p => p.Name)]));
        if (fields["when"] is null)
            reader.Error(node, "\"when\" is missing", "A rule without a condition would take every module");

        var place = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(reader.File)}:{node.Start.Line}");
        return new Rule(number, place, to, fields.Required("because"), conditions.Read(fields["when"]));
    }
}
