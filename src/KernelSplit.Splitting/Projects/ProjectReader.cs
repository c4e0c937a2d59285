using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Targets;
using KernelSplit.Splitting.Yaml;

namespace KernelSplit.Splitting.Projects;

/// <summary>Reads kernelsplit.yaml. docs/reference.md describes the format.</summary>
public static class ProjectReader
{
    /// <param name="file">kernelsplit.yaml; relative paths in it are relative to its directory.</param>
    /// <param name="data">Where targets and package maps are found that aren't beside it.</param>
    /// <exception cref="InvalidInputException">With every mistake in the file and the targets it names.</exception>
    public static Project Read(string file, DataDirectories data) =>
        YamlReader.Read(file, (reader, root) => Read(reader, root, data));

    private static Project Read(YamlReader reader, YamlValue root, DataDirectories data)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(reader.File))!;
        var fields = reader.Fields(
            root, RenamedKeys.Project,
            "name", "release", "kernel", "arch", "targets", "config", "waivers", "package-map", "distribution",
            "build");
        var map = fields.Optional("package-map") ?? "package-maps/cloud.yaml";
        var kernel = fields.Optional("kernel") ?? Project.Distribution;
        var architecture = ReadArchitecture(reader, fields);
        var targets = ReadTargets(reader, fields, data.Beside(directory));
        var project = new Project(
            reader.File,
            fields.Name("name"),
            fields.PackageRelease("release", otherwise: "1"),
            kernel == Project.Distribution ? kernel : Path.GetFullPath(kernel, directory),
            architecture,
            targets,
            ReadConfig(reader, fields, data.Beside(directory)),
            ReadWaivers(reader, fields, [.. targets.SelectMany(target => target.Contract(architecture))]),
            Path.GetFullPath(PackageMapReader.Locate(map, data.Beside(directory)), directory),
            ReadDistribution(reader, fields),
            BuildSettings.Read(reader, fields["build"]));
        if (project.PackagesFor == Project.Suse
            && (project.Flavor == project.Name || project.Flavor.Contains('-', StringComparison.Ordinal)))
        {
            reader.Error(
                fields["name"] ?? fields.Node,
                $"SUSE's tools take what follows the last dash of \"{project.Name}\" for the kernel's flavor",
                "Name it kernel-FLAVOR, with no dash in FLAVOR");
        }

        return project;
    }

    private static string ReadDistribution(YamlReader reader, YamlFields fields)
    {
        var name = fields.Optional("distribution") ?? Project.Distributions[0];
        if (!Project.Distributions.Contains(name))
            reader.Error(
                fields["distribution"]!, $"no distribution \"{name}\"",
                $"Known are {string.Join(" and ", Project.Distributions)}");
        return name;
    }

    private static Architecture ReadArchitecture(YamlReader reader, YamlFields fields)
    {
        var name = fields.Optional("arch") ?? Architecture.OfThisMachine?.Name ?? "";
        var architecture = ArchitectureField.Find(reader, fields["arch"] ?? fields.Node, name);
        return architecture ?? Architecture.All[0];
    }

    private static IReadOnlyList<Target> ReadTargets(YamlReader reader, YamlFields fields, DataDirectories data)
    {
        if (YamlReader.Items(fields["targets"]).Count == 0)
            reader.Error(
                fields["targets"] ?? fields.Node, "\"targets\" names no target",
                Nearest.Hint("", [.. data.TargetNames]));
        return TargetReader.ReadNamed(reader, fields["targets"], data);
    }

    private static IReadOnlyList<string> ReadConfig(YamlReader reader, YamlFields fields, DataDirectories data)
    {
        var paths = new List<string>();
        foreach (var node in YamlReader.Items(fields["config"]))
        {
            var path = reader.Text(node);
            if (path.Length > 0 && data.Find(path) is { } found)
                paths.Add(found);
            else if (path.Length > 0)
                reader.Error(node, $"no such fragment \"{path}\"", "Its path is relative to the project file");
        }

        return paths;
    }

    private static IReadOnlyList<Waiver> ReadWaivers(
        YamlReader reader, YamlFields fields, IReadOnlyList<Requirement> contract)
    {
        var waivers = new WaiverReader(reader).Read(fields["waivers"]);
        foreach (var (waiver, about) in waivers)
        {
            if (waiver.Check == DiagnosticKind.Contract.Name && !contract.Any(one => waiver.IsAbout(one.Name)))
                reader.Error(about, $"no target requires \"{waiver.About}\"", HintFor(waiver.About, contract));
        }

        return [.. waivers.Select(read => read.Waiver)];
    }

    private static string HintFor(string name, IReadOnlyList<Requirement> contract) =>
        Nearest.To(name, contract.Select(requirement => requirement.Name)) is { } nearest
            ? $"Did you mean \"{nearest}\"?"
            : "Write the name of a device or module as in target.yaml, or a glob over names";
}
