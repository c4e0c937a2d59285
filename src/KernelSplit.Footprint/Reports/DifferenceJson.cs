using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using KernelSplit.Footprint.Changes;
using KernelSplit.Footprint.Snapshots;
using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Reports;

/// <summary>A diff as JSON. docs/schemas/diff.schema.json describes it.</summary>
public static class DifferenceJson
{
    private const string Schema = "kernelsplit-diff-1";

    public static string Write(Difference difference) => JsonSerializer.Serialize(
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
        Json.DifferenceDocument) + "\n";

    /// <summary>The JSON schema, which is also in docs/schemas/diff.schema.json.</summary>
    public static string WriteSchema()
    {
        var schema = Json.DifferenceDocument.GetJsonSchemaAsNode(new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = Correct,
        });
        var titled = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = Schema,
        };
        foreach (var (key, value) in schema.AsObject())
            titled[key] = value?.DeepClone();
        return titled.ToJsonString(Json.Options) + "\n";
    }

    /// <summary>The exporter knows nothing of what a converter writes, nor that null is left out.</summary>
    private static JsonNode Correct(JsonSchemaExporterContext context, JsonNode node)
    {
        if (context.TypeInfo.Type == typeof(IReadOnlyList<Diagnostic>))
            node["items"] = FindingConverter.Schema;
        if (node["required"] is JsonArray required && node["properties"] is JsonObject properties)
            required.RemoveAll(name => properties[name!.GetValue<string>()]?["type"] is JsonArray types
                && types.Any(type => type!.GetValue<string>() == "null"));
        return node;
    }

    private static DifferenceJsonContext Json { get; } = new(
        new JsonSerializerOptions(DifferenceJsonContext.Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
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

/// <summary>Findings have the same shape as in all other reports.</summary>
internal sealed class FindingConverter : JsonConverter<Diagnostic>
{
    /// <summary>The JSON schema of a finding.</summary>
    public static JsonNode Schema => JsonNode.Parse("""
        {
          "type": "object",
          "properties": {
            "id": { "type": "string", "pattern": "^KS[0-9]{4}$" },
            "check": { "type": "string" },
            "severity": { "enum": ["note", "warning", "error"] },
            "waived": { "type": "boolean" },
            "file": { "type": "string" },
            "line": { "type": "integer" },
            "column": { "type": "integer" },
            "message": { "type": "string" },
            "hint": { "type": "string" }
          },
          "required": ["id", "check", "severity", "file", "message"]
        }
        """)!;

    public override Diagnostic Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("reports are only written");

    public override void Write(Utf8JsonWriter writer, Diagnostic value, JsonSerializerOptions options) =>
        DiagnosticJson.Write(writer, value);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true,
    Converters = [typeof(FindingConverter)])]
[JsonSerializable(typeof(DifferenceDocument))]
internal sealed partial class DifferenceJsonContext : JsonSerializerContext;
