using KernelSplit.Diagnostics;
using KernelSplit.Splitting.Targets;
using KernelSplit.Splitting.Yaml;
using YamlDotNet.RepresentationModel;

namespace KernelSplit.Splitting.Projects;

/// <summary>Reads kernelsplit.yaml. docs/reference.md describes the format.</summary>
public static class ProjectReader
{
    /// <param name="file">kernelsplit.yaml; relative paths in it are relative to its folder.</param>
    /// <param name="library">Where targets and package maps are found that don't lie beside it.</param>
    /// <exception cref="InvalidInputException">With every mistake in the file and the targets it names.</exception>
    public static Project Read(string file, Library library) => YamlReader.Read(file, (reader, root) => Read(reader, root, library));

    private static Project Read(YamlReader reader, YamlNode root, Library library)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(reader.File))!;
        var fields = reader.Fields(root, "name", "release", "kernel", "arch", "targets", "package-map");
        var map = fields.Optional("package-map") ?? "package-maps/cloud.yaml";
        var kernel = fields.Optional("kernel") ?? Project.Distribution;
        return new Project(
            reader.File,
            fields.PackageWord("name"),
            fields.PackageWord("release", otherwise: "1", withDash: false),
            kernel == Project.Distribution ? kernel : Path.GetFullPath(kernel, folder),
            ReadArchitecture(reader, fields),
            ReadTargets(reader, fields, library.Beside(folder)),
            library.Beside(folder).Find(map) ?? Path.GetFullPath(map, folder));
    }

    private static Architecture ReadArchitecture(YamlReader reader, YamlFields fields)
    {
        var name = fields.Optional("arch") ?? Architecture.OfThisMachine?.Name ?? "";
        var architecture = Architecture.All.FirstOrDefault(a => a.Name == name);
        if (architecture is null)
            reader.Error(fields["arch"] ?? fields.Node, $"no such architecture \"{name}\"", Nearest.Hint(name, [.. Architecture.All.Select(a => a.Name)]));
        return architecture ?? Architecture.All[0];
    }

    private static IReadOnlyList<Target> ReadTargets(YamlReader reader, YamlFields fields, Library library)
    {
        if (YamlReader.Items(fields["targets"]).Count == 0)
            reader.Error(fields["targets"] ?? fields.Node, "\"targets\" names no target", Nearest.Hint("", [.. library.TargetNames]));
        return TargetReader.ReadNamed(reader, fields["targets"], library);
    }
}
