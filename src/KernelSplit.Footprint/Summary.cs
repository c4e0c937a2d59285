using System.Text.Json;
using System.Text.Json.Serialization;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Footprint;

/// <summary>What <c>--json</c> prints of a split. docs/reference.md describes it.</summary>
/// <param name="Schema">The format's name and version.</param>
/// <param name="Release">The kernel's release.</param>
/// <param name="Map">The package map's name.</param>
/// <param name="Packages">Modules and sizes, in bytes.</param>
/// <param name="Warnings">What the split found odd.</param>
public sealed record Summary(
    string Schema, string Release, string Map, IReadOnlyList<PackageFootprint> Packages, IReadOnlyList<string> Warnings)
{
    /// <summary>Findings of the checks; only a run that builds packages has them.</summary>
    public IReadOnlyList<string>? Findings { get; init; }

    /// <summary>Where the results lie, by what they are; only a run has them.</summary>
    public IReadOnlyDictionary<string, string>? Files { get; init; }

    public static Summary Of(Plan plan, IReadOnlyList<PackageFootprint> packages) => new(
        "kernelsplit-summary-1", plan.Release, plan.Map, packages, [.. plan.Warnings.Select(w => w.ToString())]);

    public string ToJson() => JsonSerializer.Serialize(this, SummaryJson.Default.Summary);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(Summary))]
internal sealed partial class SummaryJson : JsonSerializerContext;
