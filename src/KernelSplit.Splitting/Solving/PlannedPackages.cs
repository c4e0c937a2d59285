using System.Text.Json;
using System.Text.Json.Serialization;
using KernelSplit.Foundation;

namespace KernelSplit.Splitting.Solving;

/// <summary>Where a plan.json puts each module: what others need of what <see cref="PlanFile"/> wrote.</summary>
/// <param name="File">As the user named it.</param>
/// <param name="Release">The kernel that was split.</param>
/// <param name="Packages">The package's short name by the module's name.</param>
public sealed record PlannedPackages(string File, string Release, IReadOnlyDictionary<string, string> Packages)
{
    /// <exception cref="InvalidInputException">It is no plan, or damaged.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static PlannedPackages Read(string file)
    {
        try
        {
            var plan = JsonSerializer.Deserialize(
                System.IO.File.ReadAllBytes(file), PlannedJson.Default.PlannedDocument);
            if (plan is not { Schema: PlanFile.Schema, Release: { } release, Modules: { } modules }
                || modules.Any(module => module is not { Module: not null, Package: not null }))
                throw new InvalidInputException(
                    file, $"no plan: it doesn't have the schema {PlanFile.Schema}", "\"kernelsplit split\" writes one");
            return new PlannedPackages(
                file,
                release,
                modules.DistinctBy(module => module.Module)
                    .ToDictionary(module => module.Module!, module => module.Package!, StringComparer.Ordinal));
        }
        catch (JsonException e)
        {
            throw new InvalidInputException([Diagnostic.Error(file, "no plan: the JSON in it is "
                + "damaged", "\"kernelsplit split\" writes one", (int)(e.LineNumber ?? 0) + 1)]);
        }
    }
}

internal sealed record PlannedDocument(string? Schema, string? Release, IReadOnlyList<PlannedModule>? Modules);

internal sealed record PlannedModule(string? Module, string? Package);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlannedDocument))]
internal sealed partial class PlannedJson : JsonSerializerContext;
