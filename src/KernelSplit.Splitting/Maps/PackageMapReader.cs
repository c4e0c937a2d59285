using KernelSplit.Foundation;
using KernelSplit.Splitting.Targets;
using KernelSplit.Splitting.Yaml;

namespace KernelSplit.Splitting.Maps;

/// <summary>Reads package maps. docs/package-maps.md describes the format.</summary>
public static class PackageMapReader
{
    internal static readonly string[] Keys =
        ["version", "name", "extends", "packages", "rules", "budgets", "waivers", "never-lose"];

    /// <summary>The map that is used where none is named.</summary>
    public const string Default = "package-maps/cloud.yaml";

    private const string Version = "1";

    /// <param name="file">The map.</param>
    /// <param name="data">Where the targets that its rules name are, and the maps that it extends.</param>
    /// <exception cref="InvalidInputException">With every mistake in the file.</exception>
    public static PackageMap Read(string file, DataDirectories data) => Read(file, data, []);

    /// <summary>Reads the map that a user names, or the default one.</summary>
    /// <param name="name">
    /// A file, a path below one of the data's directories, or the name of a map in package-maps/: <c>cloud</c>.
    /// </param>
    /// <param name="data">As <see cref="Read(string, DataDirectories)"/> takes it.</param>
    /// <exception cref="InvalidInputException">There is no such map, or with every mistake in it.</exception>
    public static PackageMap Find(string? name, DataDirectories data) =>
        Read(Locate(name ?? Default, data), data);

    /// <summary>The path of a map that is named as <see cref="Find"/> takes it.</summary>
    public static string Locate(string name, DataDirectories data) =>
        data.Find(name) ?? (IsName(name) ? data.Find(Path.Combine("package-maps", name + ".yaml")) : null) ?? name;

    private static bool IsName(string name) => !name.Contains('/') && !Path.HasExtension(name);

    /// <summary>Reads a map that isn't in a file.</summary>
    /// <param name="text">The map.</param>
    /// <param name="file">What mistakes call it.</param>
    /// <param name="data">As <see cref="Read(string, DataDirectories)"/> takes it.</param>
    /// <exception cref="InvalidInputException">With every mistake in it.</exception>
    internal static PackageMap Parse(string text, string file, DataDirectories data) =>
        YamlReader.Parse(file, new StringReader(text), (reader, root) => Map(reader, root, data, []));

    private static PackageMap Read(string file, DataDirectories data, IReadOnlyList<string> extending) =>
        YamlReader.Read(file, (reader, root) => Map(reader, root, data, extending));

    private static PackageMap Map(
        YamlReader reader, YamlValue root, DataDirectories data, IReadOnlyList<string> extending)
    {
        if (root is not YamlMapping mapping || !mapping.Children.Any(child => IsKey(child.Key)))
            throw new InvalidInputException(reader.File, "not a package map", "docs/package-maps.md describes one");
        var fields = reader.Fields(root, Keys);
        if (fields.Required("version") is { Length: > 0 } version && version != Version)
            reader.Error(
                fields["version"]!, $"version {version} of the format is unknown",
                $"This kernelsplit reads version {Version}");
        var extended = Extended(reader, fields, data, extending);

        var packages = new PackagesReader(reader).Read(fields, extended?.Packages ?? []);
        var rules = new RulesReader(reader, data, packages).Read(fields["rules"], extended?.Rules ?? []);
        var limits = new LimitsReader(reader, packages);
        return new PackageMap(
            extended is not null && fields["name"] is null ? extended.Name : fields.Name("name"),
            packages,
            rules)
        {
            Budgets = limits.ReadBudgets(fields["budgets"], extended?.Budgets ?? []),
            Waivers = [.. limits.ReadWaivers(fields["waivers"]), .. extended?.Waivers ?? []],
            NeverLose = [.. limits.ReadNeverLose(fields["never-lose"]), .. extended?.NeverLose ?? []],
        };
    }

    private static bool IsKey(YamlValue key) => key is YamlText { Value: { } name } && Keys.Contains(name);

    /// <summary>The map that this one changes: beside it, or in package-maps/ of the data.</summary>
    private static PackageMap? Extended(
        YamlReader reader, YamlFields fields, DataDirectories data, IReadOnlyList<string> extending)
    {
        if (fields.Optional("extends") is not { Length: > 0 } name)
            return null;
        var here = Path.GetFullPath(reader.File);
        var beside = Path.GetFullPath(name, Path.GetDirectoryName(here)!);
        var file = File.Exists(beside) ? beside : data.Find(name) ?? data.Find(Path.Combine("package-maps", name));
        if (file is null)
            throw Mistake($"no map \"{name}\" beside this one or in package-maps/");
        return file == here || extending.Contains(file)
            ? throw Mistake($"maps extend each other: {string.Join(" -> ", [.. extending, here, file])}")
            : Read(file, data, [.. extending, here]);

        // What else is wrong would mostly follow from it.
        InvalidInputException Mistake(string message) =>
            new(
                [
                    Diagnostic.Error(DiagnosticKind.Yaml,
                        reader.File, message, null, fields["extends"]!.Line,
                        fields["extends"]!.Column),
                ]);
    }
}
