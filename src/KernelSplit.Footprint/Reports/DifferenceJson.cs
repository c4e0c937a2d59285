using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using KernelSplit.Footprint.Advice;
using KernelSplit.Footprint.Changes;
using KernelSplit.Footprint.Snapshots;
using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Reports;

/// <summary>A difference for programs. docs/diff.schema.json describes the format.</summary>
public static class DifferenceJson
{
    private const string Schema = "kernelsplit-diff-1";

    public static string Write(Difference difference) => JsonSerializer.Serialize(
        new DifferenceDocument(
            Schema,
            Verdict.Of(difference),
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
            [.. difference.Gates.Select(gate => new GateDocument(gate.Name, gate.Passed, [.. gate.Findings.Select(FindingDocument.Of)]))],
            difference.Remarks)
        {
            Advice = difference.Advice,
        },
        Json.DifferenceDocument) + "\n";

    /// <summary>The format as a JSON schema, as docs/diff.schema.json has it.</summary>
    public static string WriteSchema()
    {
        var schema = Json.DifferenceDocument.GetJsonSchemaAsNode(new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true });
        var titled = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = Schema };
        foreach (var (key, value) in schema.AsObject())
            titled[key] = value?.DeepClone();
        return titled.ToJsonString(Json.Options) + "\n";
    }

    private static DifferenceJsonContext Json { get; } = new(new JsonSerializerOptions(DifferenceJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
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

internal sealed record KernelDocument(string Release, string Version, string? Architecture, string Map, int Modules, int BuiltIns, long? ImageSize)
{
    public static KernelDocument Of(Snapshot kernel) =>
        new(kernel.Release, kernel.Version, kernel.Architecture, kernel.Map, kernel.Modules.Count, kernel.BuiltIns.Count, kernel.Image?.Size);
}

internal sealed record GateDocument(string Name, bool Passed, IReadOnlyList<FindingDocument> Findings);

internal sealed record FindingDocument(string Severity, string About, int? Line, string Message, string? Hint)
{
    public static FindingDocument Of(Diagnostic finding) => new(
        finding.Severity.ToString().ToLowerInvariant(), finding.File, finding.Line == 0 ? null : finding.Line, finding.Message, finding.Hint);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(DifferenceDocument))]
internal sealed partial class DifferenceJsonContext : JsonSerializerContext;
