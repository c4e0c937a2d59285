using System.Text.Json;
using System.Text.Json.Serialization;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Splitting.Solving;

/// <summary>
/// plan.json: the plan as later stages and other programs read it. docs/reference.md describes the format.
/// </summary>
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

    /// <summary>A plan as <see cref="Write"/> wrote it; its warnings, which are text by now, are left out.</summary>
    /// <exception cref="InvalidInputException">The file is missing, no plan, or one of another version.</exception>
    public static Plan Read(string file)
    {
        if (!File.Exists(file))
            throw new InvalidInputException(file, "no such file");
        try
        {
            var document = JsonSerializer.Deserialize(File.ReadAllText(file), PlanJson.Default.PlanDocument);
            return document?.Schema == Schema && IsWhole(document)
                ? new Plan(document.Release, document.Map, document.Packages, document.Modules, [])
                : throw new InvalidInputException(
                    file, $"no whole plan of schema {Schema}", "kernelsplit split and run write plans");
        }
        catch (JsonException e)
        {
            throw new InvalidInputException([Diagnostic.Error(file, "no plan: not the JSON that kernelsplit "
                + "writes", line: (int)(e.LineNumber ?? -1) + 1)]);
        }
    }

    /// <summary>What is missing in the file is null here, whatever the types say.</summary>
    private static bool IsWhole(PlanDocument document) =>
        (object?)document.Release is not null
        && ((IEnumerable<Package?>?)document.Packages)?.All(package =>
            package is { Name: not null, Requires: not null }) == true
        && document.Packages.Any(package => package.Requires.Count == 0)
        && ((IEnumerable<Placement?>?)document.Modules)?.All(placed =>
            placed is { Module: not null, Package: not null }) == true
        && document.Modules.DistinctBy(placed => placed.Module).Count() == document.Modules.Count;
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
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(PlanDocument))]
internal sealed partial class PlanJson : JsonSerializerContext;
