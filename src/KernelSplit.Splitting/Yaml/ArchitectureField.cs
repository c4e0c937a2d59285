using KernelSplit.Foundation;

namespace KernelSplit.Splitting.Yaml;

/// <summary>An architecture's name in a YAML file.</summary>
internal static class ArchitectureField
{
    /// <summary>Null when there is no such architecture, which is then an error of the file.</summary>
    public static Architecture? Read(YamlReader reader, YamlValue node) => Find(reader, node, reader.Text(node));

    public static Architecture? Find(YamlReader reader, YamlValue at, string name)
    {
        var architecture = Architecture.All.FirstOrDefault(a => a.Name == name);
        if (architecture is null)
            reader.Error(
                at, $"no such architecture \"{name}\"", Nearest.Hint(name, [.. Architecture.All.Select(a => a.Name)]));
        return architecture;
    }
}
