using KernelSplit.Splitting.Yaml;

namespace KernelSplit.Splitting.Targets;

/// <summary><c>kernel:</c> in a YAML file: versions that an entry is about.</summary>
internal static class KernelRangeField
{
    /// <summary>All versions when it isn't there, or is wrong, which is then an error of the file.</summary>
    public static KernelRange Read(YamlReader reader, YamlFields fields)
    {
        if (fields.Optional("kernel") is not { } text)
            return KernelRange.All;
        if (KernelRange.Parse(text) is { } range)
            return range;
        reader.Error(
            fields["kernel"]!, $"\"{text}\" is no range of versions", "Write for example \"<6.5\" or \">=6.2 <6.12\"");
        return KernelRange.All;
    }
}
