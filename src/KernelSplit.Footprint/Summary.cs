using System.Text.Json.Serialization;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Footprint;

/// <summary>The summary of a split that <c>--json</c> prints. docs/reference.md describes it.</summary>
/// <param name="Release">The kernel's release.</param>
/// <param name="Map">The package map's name.</param>
/// <param name="Passed">Whether there are no errors.</param>
/// <param name="Packages">Modules and sizes, in bytes.</param>
/// <param name="Findings">What the verification found.</param>
public sealed record Summary(
    string Release, string Map, bool Passed, IReadOnlyList<PackageFootprint> Packages,
    IReadOnlyList<Diagnostic> Findings)
{
    [JsonPropertyOrder(-1)]
    public string Schema { get; } = "kernelsplit-summary-1";

    /// <summary>The paths of the results, by kind; null unless packages were built.</summary>
    public IReadOnlyDictionary<string, string>? Files { get; init; }

    public static Summary Of(
        Plan plan, IReadOnlyList<PackageFootprint> packages, IReadOnlyList<Diagnostic> findings) =>
        new(plan.Release, plan.Map, !findings.HaveErrors(), packages, findings);

    public string ToJson() => JsonReport.Text(this, SummaryJson.Default.Summary);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Summary))]
internal sealed partial class SummaryJson : JsonSerializerContext;
