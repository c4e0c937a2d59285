using KernelSplit.Foundation;
using KernelSplit.Splitting.Yaml;

namespace KernelSplit.Splitting.Targets;

/// <summary>Values requested by fragments that some kernels are known not to have in the final .config.</summary>
public sealed class AllowList
{
    private AllowList(IReadOnlyList<AllowedSymbol> entries) => Entries = entries;

    public static AllowList Empty { get; } = new([]);

    public IReadOnlyList<AllowedSymbol> Entries { get; }

    /// <summary>Reads fragments/allow.yaml. docs/reference.md describes the format.</summary>
    /// <exception cref="InvalidInputException">With every mistake in the file.</exception>
    public static AllowList Read(string file) => File.Exists(file)
        ? YamlReader.Read(file, (reader, root) => new AllowList(
            [.. YamlReader.Items(reader.Fields(root, "allow")["allow"]).Select(node => Map(reader, node))]))
        : throw new InvalidInputException(file, "no such file");

    private static AllowedSymbol Map(YamlReader reader, YamlValue node)
    {
        var fields = reader.Fields(node, "symbol", "targets", "arch", "kernel", "reason");
        var architectures = fields.Texts("arch");
        foreach (var name in architectures)
            ArchitectureField.Find(reader, fields["arch"]!, name);
        return new AllowedSymbol(
            fields.Required("symbol"), fields.Texts("targets"),
            new KernelScope(architectures, KernelRangeField.Read(reader, fields)), fields.Required("reason"),
            reader.File, node.Line);
    }
}

/// <summary>One entry of an <see cref="AllowList"/>.</summary>
/// <param name="Symbol">Without <c>CONFIG_</c>.</param>
/// <param name="Targets">Whose own fragments it is about, not what they include; all when empty.</param>
/// <param name="Scope">The kernels that it is about.</param>
/// <param name="Reason">Why that is accepted, in a sentence.</param>
/// <param name="File">The list.</param>
/// <param name="Line">The entry's line there, from 1.</param>
public sealed record AllowedSymbol(
    string Symbol, IReadOnlyList<string> Targets, KernelScope Scope, string Reason, string File, int Line)
{
    /// <summary>Whether it is about a value that a target's own fragments request.</summary>
    public bool Covers(string symbol, string target, string architecture, string version) =>
        Symbol == symbol
        && (Targets.Count == 0 || Targets.Contains(target))
        && Scope.Covers(architecture, version);
}
