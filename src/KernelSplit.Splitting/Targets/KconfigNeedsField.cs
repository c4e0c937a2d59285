using KernelSplit.Splitting.Yaml;

namespace KernelSplit.Splitting.Targets;

/// <summary>Kconfig symbols in a target.yaml: <c>VIRTIO_PCI</c>, <c>[KVM, KVM_INTEL | KVM_AMD]</c>.</summary>
internal static class KconfigNeedsField
{
    private const string Prefix = "CONFIG_";

    public static KconfigNeeds Read(YamlReader reader, YamlValue? node) =>
        new(YamlReader.Items(node).Select(item => ReadAlternatives(reader, item)).Where(any => any.Count > 0));

    private static List<string> ReadAlternatives(YamlReader reader, YamlValue node)
    {
        var symbols = reader.Text(node).Split('|', StringSplitOptions.TrimEntries);
        foreach (var symbol in symbols.Where(symbol => !IsSymbol(symbol)))
            reader.Error(
                node, $"\"{symbol}\" is no Kconfig symbol",
                "Write it without CONFIG_, alternatives with | between: KVM_INTEL | KVM_AMD");
        return [.. symbols.Where(IsSymbol)];
    }

    private static bool IsSymbol(string text) =>
        text.Length > 0
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
        && !text.StartsWith(Prefix, StringComparison.Ordinal);
}
