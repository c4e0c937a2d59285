using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps.Conditions;
using KernelSplit.Splitting.Targets;
using KernelSplit.Splitting.Yaml;
using YamlDotNet.RepresentationModel;

namespace KernelSplit.Splitting.Projects;

/// <summary>Reads kernelsplit.yaml. docs/reference.md describes the format.</summary>
public static class ProjectReader
{
    /// <param name="file">kernelsplit.yaml; relative paths in it are relative to its directory.</param>
    /// <param name="data">Where targets and package maps are found that don't lie beside it.</param>
    /// <exception cref="InvalidInputException">With every mistake in the file and the targets it names.</exception>
    public static Project Read(string file, DataDirectories data) => YamlReader.Read(file, (reader, root) => Read(reader, root, data));

    private static Project Read(YamlReader reader, YamlNode root, DataDirectories data)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(reader.File))!;
        var fields = reader.Fields(root, "name", "release", "kernel", "arch", "targets", "config", "without", "package-map", "distribution");
        var map = fields.Optional("package-map") ?? "package-maps/cloud.yaml";
        var kernel = fields.Optional("kernel") ?? Project.Distribution;
        var architecture = ReadArchitecture(reader, fields);
        var targets = ReadTargets(reader, fields, data.Beside(directory));
        return new Project(
            reader.File,
            fields.PackageWord("name"),
            fields.PackageWord("release", otherwise: "1", withDash: false),
            kernel == Project.Distribution ? kernel : Path.GetFullPath(kernel, directory),
            architecture,
            targets,
            ReadConfig(reader, fields, data.Beside(directory)),
            ReadWithout(reader, fields, [.. targets.SelectMany(target => target.Contract(architecture))]),
            data.Beside(directory).Find(map) ?? Path.GetFullPath(map, directory),
            ReadDistribution(reader, fields));
    }

    private static string ReadDistribution(YamlReader reader, YamlFields fields)
    {
        var name = fields.Optional("distribution") ?? Project.Distributions[0];
        if (!Project.Distributions.Contains(name))
            reader.Error(fields["distribution"]!, $"no distribution \"{name}\"", $"Known are {string.Join(" and ", Project.Distributions)}");
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
            reader.Error(fields["targets"] ?? fields.Node, "\"targets\" names no target", Nearest.Hint("", [.. data.TargetNames]));
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

    private static IReadOnlyList<Omission> ReadWithout(YamlReader reader, YamlFields fields, IReadOnlyList<Requirement> promises)
    {
        var omissions = new List<Omission>();
        foreach (var node in YamlReader.Items(fields["without"]))
        {
            var pattern = reader.Text(node);
            if (pattern.Length == 0)
                continue;
            var glob = new Glob(pattern);
            var matches = promises.Where(promise => promise.Name == pattern || glob.Matches(promise.Name)).ToList();
            if (matches.Count == 0)
                reader.Error(node, $"no target promises \"{pattern}\"", Meant(pattern, promises));
            omissions.Add(new Omission(pattern, (int)node.Start.Line, matches));
        }

        return omissions;
    }

    private static string Meant(string name, IReadOnlyList<Requirement> promises) =>
        Nearest.To(name, promises.Select(promise => promise.Name)) is { } nearest
            ? $"Did you mean \"{nearest}\"?"
            : "Write the name of a device or module as the target.yaml has it, or a glob over names";
}
