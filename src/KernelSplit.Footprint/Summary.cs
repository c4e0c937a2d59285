using System.Text;
using System.Text.Json;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Footprint;

/// <summary>The summary of a split that <c>--json</c> prints. docs/reference.md describes it.</summary>
/// <param name="Release">The kernel's release.</param>
/// <param name="Map">The package map's name.</param>
/// <param name="Packages">Modules and sizes, in bytes.</param>
/// <param name="Findings">What the verification found.</param>
public sealed record Summary(
    string Release, string Map, IReadOnlyList<PackageFootprint> Packages, IReadOnlyList<Diagnostic> Findings)
{
    /// <summary>The paths of the results, by kind; null unless packages were built.</summary>
    public IReadOnlyDictionary<string, string>? Files { get; init; }

    public static Summary Of(
        Plan plan, IReadOnlyList<PackageFootprint> packages, IReadOnlyList<Diagnostic> findings) =>
        new(plan.Release, plan.Map, packages, findings);

    public string ToJson()
    {
        using var output = new MemoryStream();
        JsonReport.Write(output, "kernelsplit-summary-1", Write);
        return Encoding.UTF8.GetString(output.GetBuffer().AsSpan(0, (int)output.Length));
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteString("release", Release);
        json.WriteString("map", Map);
        json.WriteBoolean("passed", !Findings.HaveErrors());
        JsonReport.Array(json, "packages", Packages, package => Write(json, package));
        DiagnosticJson.Write(json, "findings", Findings);
        if (Files is null)
            return;
        json.WriteStartObject("files");
        foreach (var (what, path) in Files)
            json.WriteString(what, path);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PackageFootprint package)
    {
        json.WriteStartObject();
        json.WriteString("package", package.Package);
        json.WriteNumber("modules", package.Modules);
        json.WriteNumber("installedSize", package.InstalledSize);
        if (package.DownloadSize is { } size)
            json.WriteNumber("downloadSize", size);
        json.WriteEndObject();
    }
}
