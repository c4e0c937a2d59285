using System.Text.Json.Serialization;
using KernelSplit.Footprint.History;
using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Reports;

/// <summary>A trend as JSON. docs/reference.md describes the format.</summary>
public static class TrendJson
{
    private const string Schema = "kernelsplit-trend-1";

    public static string Write(Trend trend) => JsonReport.Text(
        new TrendDocument(Schema, trend.HasPassed, [.. trend.Releases.Select((release, at) =>
            new ReleaseDocument(release.Release, release.Version, release.Modules.Count, release.Sizes)
        {
            Verdict = at == 0 ? null : DiffVerdict.Of(trend.Steps[at - 1]),
            Passed = at == 0 ? null : trend.Steps[at - 1].HasPassed,
        })]),
        TrendJsonContext.Default.TrendDocument);
}

internal sealed record TrendDocument(string Schema, bool Passed, IReadOnlyList<ReleaseDocument> Releases);

internal sealed record ReleaseDocument(
    string Release, string Version, int Modules, IReadOnlyList<PackageFootprint> Packages)
{
    public string? Verdict { get; init; }

    public bool? Passed { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TrendDocument))]
internal sealed partial class TrendJsonContext : JsonSerializerContext;
