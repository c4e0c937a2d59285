using System.Text.Json.Serialization;
using KernelSplit.Footprint.Changes;
using KernelSplit.Footprint.Snapshots;
using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Reports;

/// <summary>A diff as JSON. docs/schemas/diff.schema.json describes it.</summary>
public static class DifferenceJson
{
    private const string Schema = "kernelsplit-diff-1";

    public static string Write(Difference difference) => JsonReport.Text(
        new DifferenceDocument(
            Schema,
            DiffVerdict.Of(difference),
            difference.HasPassed,
            difference.IsUpdate,
            KernelDocument.Of(difference.Old),
            KernelDocument.Of(difference.New),
            difference.Packages,
            difference.Total,
            difference.Modules,
            difference.BuiltIns,
            difference.Config,
            difference.Devices,
            difference.Firmware,
            difference.NewEdges,
            [.. difference.Gates.Select(gate => new GateDocument(gate.Name, gate.Passed, gate.Findings))],
            difference.Remarks)
        {
            Advice = difference.Advice,
        },
        DifferenceContext.Default.DifferenceDocument);
}

internal sealed record DifferenceDocument(
    string Schema,
    string Verdict,
    bool Passed,
    bool IsUpdate,
    KernelDocument Old,
    KernelDocument New,
    IReadOnlyList<PackageChange> Packages,
    PackageChange Total,
    IReadOnlyList<ModuleChange> Modules,
    SetChange BuiltIns,
    IReadOnlyList<ConfigChange> Config,
    IReadOnlyList<DeviceChange> Devices,
    SetChange Firmware,
    IReadOnlyList<PackageEdge> NewEdges,
    IReadOnlyList<GateDocument> Gates,
    IReadOnlyList<string> Remarks)
{
    public UpdateAdvice? Advice { get; init; }
}

internal sealed record KernelDocument(
    string Release, string Version, string? Architecture, string Map, int Modules, int BuiltIns, long? ImageSize)
{
    public static KernelDocument Of(Snapshot kernel) =>
        new(
            kernel.Release, kernel.Version, kernel.Architecture, kernel.Map, kernel.Modules.Count,
            kernel.BuiltIns.Count, kernel.Image?.Size);
}

internal sealed record GateDocument(string Name, bool Passed, IReadOnlyList<Diagnostic> Findings);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DifferenceDocument))]
internal sealed partial class DifferenceContext : JsonSerializerContext;
