using KernelSplit.Foundation;
using KernelSplit.Splitting.Yaml;

namespace KernelSplit.Splitting.Targets;

/// <summary>Reads fragments/*/target.yaml. docs/reference.md describes the format.</summary>
internal static class TargetReader
{
    public const string FileName = "target.yaml";

    /// <summary>Reads an existing target, after those that it includes.</summary>
    /// <exception cref="InvalidInputException">A mistake in a file, or an include that doesn't exist.</exception>
    public static IReadOnlyList<Target> Read(string name, DataDirectories data)
    {
        var targets = new List<Target>();
        Visit(name, []);
        return targets;

        void Visit(string name, IReadOnlyList<string> includedBy)
        {
            if (targets.Any(target => target.Name == name))
                return;

            var file = data.FindTarget(name)!;
            var (target, includes) = YamlReader.Read(
                file, (reader, root) => Map(reader, root, data, [.. includedBy, name]));
            foreach (var include in includes)
                Visit(include, [.. includedBy, name]);
            targets.Add(target);
        }
    }

    /// <summary>The targets that a list of another file names, behind what they include, each once.</summary>
    public static IReadOnlyList<Target> ReadNamed(YamlReader reader, YamlValue? list, DataDirectories data) =>
    [
        .. NamesIn(reader, list, data).SelectMany(name => Read(name, data)).DistinctBy(target => target.Name),
    ];

    private static IReadOnlyList<string> NamesIn(YamlReader reader, YamlValue? list, DataDirectories data)
    {
        var names = new List<string>();
        foreach (var node in YamlReader.Items(list))
        {
            var name = reader.Text(node);
            if (data.FindTarget(name) is null)
                reader.Error(node, $"no such target \"{name}\"", Nearest.Hint(name, [.. data.TargetNames]));
            else
                names.Add(name);
        }

        return names;
    }

    private static (Target Target, IReadOnlyList<string> Includes) Map(
        YamlReader reader, YamlValue root, DataDirectories data, IReadOnlyList<string> chain)
    {
        var directory = Path.GetDirectoryName(reader.File)!;
        // "boot" belongs to the boot proof; it is allowed here and read there.
        var fields = reader.Fields(
            root, "name", "summary", "include", "devices", "modules", "symbols", "capabilities", "boot");
        var name = fields.Required("name");
        if (name.Length > 0 && name != Path.GetFileName(directory))
            reader.Error(
                fields["name"]!, $"the target is called \"{name}\", its directory \"{Path.GetFileName(directory)}\"");

        var includes = NamesIn(reader, fields["include"], data);
        foreach (var cycle in includes.Where(include => chain.Contains(include, StringComparer.Ordinal)))
            reader.Error(fields["include"]!, $"targets include each other: {string.Join(" -> ", chain)} -> {cycle}");

        var devices = YamlReader.Items(fields["devices"]).Select(node => MapDevice(reader, node)).ToList();
        var modules = fields.Texts("modules");
        return (new Target(directory, name, fields.Sentence("summary"), devices, modules)
        {
            Includes = includes,
            ModuleSymbols = fields["symbols"] is { } symbols
                ? MapModuleSymbols(reader, symbols, modules)
                : new Dictionary<string, KconfigNeeds>(),
            Capabilities = [.. YamlReader.Items(fields["capabilities"]).Select(node => MapCapability(reader, node))],
        }, includes);
    }

    private static Device MapDevice(YamlReader reader, YamlValue node)
    {
        var fields = reader.Fields(node, "name", "modalias", "source", "required", "arch", "symbol", "qemu");
        var modaliases = fields.Texts("modalias");
        if (fields["modalias"] is null || modaliases.Count == 0)
            reader.Error(fields["modalias"] ?? fields.Node, "\"modalias\" is missing");
        foreach (var item in YamlReader.Items(fields["modalias"]))
            CheckModalias(reader, item);
        return new Device(
            fields.Required("name"), modaliases, fields.Optional("source") ?? "",
            fields.Flag("required", otherwise: true),
            Architectures(reader, fields["arch"]))
        {
            Symbols = KconfigNeedsField.Read(reader, fields["symbol"]),
            Qemu = fields.Texts("qemu"),
        };
    }

    private static Capability MapCapability(YamlReader reader, YamlValue node)
    {
        var fields = reader.Fields(node, "name", "symbols", "modules", "source", "arch");
        var symbols = KconfigNeedsField.Read(reader, fields["symbols"]);
        if (fields["symbols"] is null)
            reader.Error(node, "\"symbols\" is missing");
        return new Capability(
            fields.Required("name"), symbols, fields.Texts("modules"), fields.Optional("source") ?? "",
            Architectures(reader, fields["arch"]));
    }

    private static Dictionary<string, KconfigNeeds> MapModuleSymbols(
        YamlReader reader, YamlValue node, IReadOnlyList<string> modules)
    {
        var fields = reader.Fields(node, [.. modules]);
        return modules.Distinct(StringComparer.Ordinal).Where(module => fields[module] is not null).ToDictionary(
            module => module, module => KconfigNeedsField.Read(reader, fields[module]), StringComparer.Ordinal);
    }

    private static IReadOnlyList<Architecture> Architectures(YamlReader reader, YamlValue? node) =>
        [.. YamlReader.Items(node).Select(item => ArchitectureField.Read(reader, item)).OfType<Architecture>()];

    /// <summary>
    /// A driver's pattern in place of a device's modalias would be taken literally, and match nothing.
    /// </summary>
    private static void CheckModalias(YamlReader reader, YamlValue node)
    {
        var modalias = reader.Text(node);
        if (modalias.Length > 0 && !modalias.Contains(':'))
            reader.Error(
                node, $"\"{modalias}\" is no modalias",
                "It begins with a bus and a colon, as in virtio:d00000001v00001AF4");
        else if (modalias.Contains('*'))
            reader.Error(node, $"\"{modalias}\" is a driver's pattern", "Write the modalias of a device, as in /sys");
    }
}
