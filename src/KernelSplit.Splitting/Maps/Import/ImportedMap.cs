using KernelSplit.Foundation;
using KernelSplit.Splitting.Targets;
using KernelSplit.Splitting.Yaml;

namespace KernelSplit.Splitting.Maps.Import;

/// <summary>A package map that was made of Fedora's def_variants.yaml.</summary>
/// <param name="Text">The map, as <see cref="PackageMapReader"/> reads it.</param>
/// <param name="Remarks">What is different in it; an error is a rule that could not be carried over.</param>
/// <param name="Rules">How many rules Fedora's file has for these variants, without the default.</param>
/// <param name="Map">The map read back.</param>
public sealed record ImportedMap(string Text, IReadOnlyList<Diagnostic> Remarks, int Rules, PackageMap Map)
{
    /// <param name="file">Fedora's file. The format: redhat/scripts/filtermods.adoc of Fedora's kernel-ark.</param>
    /// <param name="variants">The kernel's variants, such as <c>rt</c>, as filtermods.py takes them.</param>
    /// <exception cref="InvalidInputException">With every mistake in the file.</exception>
    public static ImportedMap Read(string file, IReadOnlyCollection<string> variants) =>
        Convert(YamlReader.Read(file, (reader, root) => new FedoraReader(reader, variants).Read(root)));

    /// <param name="name">What remarks and the map call Fedora's file.</param>
    /// <param name="text">The file.</param>
    /// <param name="variants">As <see cref="Read"/> takes them.</param>
    /// <exception cref="InvalidInputException">With every mistake in it.</exception>
    public static ImportedMap Parse(string name, TextReader text, IReadOnlyCollection<string> variants) =>
        Convert(YamlReader.Parse(name, text, (reader, root) => new FedoraReader(reader, variants).Read(root)));

    private static ImportedMap Convert(FedoraMap fedora)
    {
        var (rules, remarks) = new RuleConversion(fedora).Run();
        var text = new ImportedText(fedora, rules).Write();
        var map = PackageMapReader.Parse(text, $"the map made of {fedora.File}", new DataDirectories());
        return new ImportedMap(text, remarks, fedora.Rules.Count, map);
    }
}
