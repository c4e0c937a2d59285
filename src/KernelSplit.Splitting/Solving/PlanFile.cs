using System.Text.Json;
using System.Text.Json.Serialization;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Targets;

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
            plan.Image,
            plan.Config,
            plan.Packages,
            [.. plan.Terms.Contract.Select(ToDocument)],
            plan.Terms.Budgets,
            plan.Terms.Waivers,
            plan.Terms.NeverLose,
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
                ? ToPlan(document)
                : throw new InvalidInputException(
                    file, $"no whole plan of schema {Schema}", "kernelsplit split and run write plans");
        }
        catch (JsonException e)
        {
            throw new InvalidInputException([Diagnostic.Error(file, "no plan: not the JSON that kernelsplit "
                + "writes", line: (int)(e.LineNumber ?? -1) + 1)]);
        }
    }

    private static Plan ToPlan(PlanDocument document) =>
        new(document.Release, document.Map, document.Packages, document.Modules, [])
        {
            Image = document.Image,
            Config = document.Config,
            Terms = new PlanTerms(
                [.. document.Contract.Select(ToRequirement)], document.Budgets, document.Waivers, document.NeverLose),
        };

    private static ContractDocument ToDocument(PlannedRequirement required) => new(
        required.Requirement.Target, required.Requirement.Name, required.Package, required.Requirement.Modaliases,
        required.Requirement.Symbols.All);

    private static PlannedRequirement ToRequirement(ContractDocument required) => new(
        new Requirement(required.Target, required.Name, required.Modaliases)
        {
            Symbols = new KconfigNeeds(required.Symbols),
        },
        required.Package);

    /// <summary>What is missing in the file is null here, whatever the types say.</summary>
    private static bool IsWhole(PlanDocument document) =>
        (object?)document.Release is not null
        && ((IEnumerable<Package?>?)document.Packages)?.All(package =>
            package is { Name: not null, Requires: not null }) == true
        && document.Packages.Any(package => package.Requires.Count == 0)
        && ((IEnumerable<Placement?>?)document.Modules)?.All(placed =>
            placed is { Module: not null, Package: not null }) == true
        && document.Modules.DistinctBy(placed => placed.Module).Count() == document.Modules.Count
        && new object?[] { document.Contract, document.Budgets, document.Waivers, document.NeverLose }
            .All(list => list is not null);
}

internal sealed record PlanDocument(
    string Schema,
    string Release,
    string Map,
    string? Image,
    string? Config,
    IReadOnlyList<Package> Packages,
    IReadOnlyList<ContractDocument> Contract,
    IReadOnlyList<Budget> Budgets,
    IReadOnlyList<Waiver> Waivers,
    IReadOnlyList<NeverLose> NeverLose,
    IReadOnlyList<Placement> Modules,
    IReadOnlyList<string> Warnings);

/// <summary>A requirement of the contract; one symbol of each list builds what serves it.</summary>
internal sealed record ContractDocument(
    string Target, string Name, string Package, IReadOnlyList<string> Modaliases,
    IReadOnlyList<IReadOnlyList<string>> Symbols);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(PlanDocument))]
internal sealed partial class PlanJson : JsonSerializerContext;
