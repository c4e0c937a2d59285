using System.Text.Json.Serialization;
using KernelSplit.Foundation;

namespace KernelSplit.Splitting.Support;

/// <summary>kernelsplit-support-1: what kernels serve, for programs. docs/reference.md describes it.</summary>
public static class SupportJson
{
    public static void Write(Stream output, SupportTable table)
    {
        var document = new SupportDocument(
            "kernelsplit-support-1",
            table.Kernels.Select(kernel => new SupportedKernelDocument(
                kernel.Name, kernel.Source, kernel.Release, kernel.Architecture?.Name, kernel.Config?.Place,
                kernel.Tree?.Modules.Count)),
            table.Vmm is { } vmm ? new VmmDocument(vmm.Program, vmm.Version, vmm.Count) : null,
            table.Sections.Select(section => new SectionDocument(
                section.Target.Name, section.Target.Summary, section.Target.Includes,
                table.Kernels.Select((_, kernel) =>
                    table.WithIncluded(section).Sum(part => part.Lacking(kernel).Count())),
                section.Rows.Select(row => new RowDocument(
                    row.Kind, row.Name, row.IsRequired, row.Offered,
                    row.Cells.Select(cell => new CellDocument(
                        cell.State, cell.Modules, cell.Packages, cell.Symbols, row.SupportersOf(cell))))))));
        JsonReport.Write(output, document, SupportContext.Default.SupportDocument);
    }
}

internal sealed record SupportDocument(
    string Schema, IEnumerable<SupportedKernelDocument> Kernels,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] VmmDocument? Vmm,
    IEnumerable<SectionDocument> Targets);

internal sealed record SupportedKernelDocument(
    string Name, string Source, string Release, string? Arch, string? Config, int? Modules);

internal sealed record VmmDocument(string Program, string Version, int Devices);

/// <param name="Name">The target's.</param>
/// <param name="Summary">The target's.</param>
/// <param name="Include">The targets that it includes.</param>
/// <param name="Lacking">How many requirements each kernel lacks, theirs among them.</param>
/// <param name="Rows">Without those of the included targets.</param>
internal sealed record SectionDocument(
    string Name, string Summary, IReadOnlyList<string> Include, IEnumerable<int> Lacking,
    IEnumerable<RowDocument> Rows);

internal sealed record RowDocument(
    RowKind Kind, string Name, bool Required,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Vmm,
    IEnumerable<CellDocument> Kernels);

internal sealed record CellDocument(
    SupportState State, IReadOnlyList<string> Modules, IReadOnlyList<string> Packages, IReadOnlyList<string> Symbols,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Supporters? SupportedBy);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SupportDocument))]
internal sealed partial class SupportContext : JsonSerializerContext;
