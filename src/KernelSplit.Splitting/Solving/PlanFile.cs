using System.Text.Json;
using System.Text.Json.Serialization;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Splitting.Solving;

/// <summary>plan.json: the plan as later stages and other programs read it. docs/reference.md describes the format.</summary>
public static class PlanFile
{
    internal const string Schema = "kernelsplit-plan-1";

    /// <summary>The file's text: the same plan gives the same bytes.</summary>
    public static string Write(Plan plan) => JsonSerializer.Serialize(
        new PlanDocument(
            Schema,
            plan.Release,
            plan.Map,
            plan.Packages,
            plan.Placements,
            [.. plan.Warnings.Select(warning => warning.ToString())]),
        PlanJson.Default.PlanDocument) + "\n";
}

internal sealed record PlanDocument(
    string Schema,
    string Release,
    string Map,
    IReadOnlyList<Package> Packages,
    IReadOnlyList<Placement> Modules,
    IReadOnlyList<string> Warnings);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(PlanDocument))]
internal sealed partial class PlanJson : JsonSerializerContext;
