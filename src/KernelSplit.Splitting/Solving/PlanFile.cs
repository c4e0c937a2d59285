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

    private const string WayOut = "\"kernelsplit split\" and \"kernelsplit run\" write plans";

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
            [.. plan.Terms.Budgets.Select(budget => budget with { File = Path.GetFileName(budget.File) })],
            [.. plan.Terms.Waivers.Select(waiver => waiver with { File = Path.GetFileName(waiver.File) })],
            [.. plan.Terms.NeverLose.Select(lost => lost with { File = Path.GetFileName(lost.File) })],
            plan.Placements,
            [.. plan.Warnings.Select(warning => warning.ToString())]),
        PlanJson.Default.PlanDocument) + "\n";

    /// <summary>A plan as <see cref="Write"/> wrote it; its warnings, which are text by now, are left out.</summary>
    /// <exception cref="InvalidInputException">
    /// The file is missing, no plan, or one of another version; with everything in it that no plan can have.
    /// </exception>
    public static Plan Read(string file)
    {
        try
        {
            var document = JsonSerializer.Deserialize(InputFile.ReadText(file), PlanJson.Default.PlanDocument);
            if (document?.Schema != Schema)
                throw new InvalidInputException(file, $"no plan: it doesn't have the schema {Schema}", WayOut);
            if (!IsWhole(document))
                throw new InvalidInputException(file, "no whole plan", WayOut);
            var plan = ToPlan(file, document);
            PlanRules.Problems(plan, hasMap: true).Select(problem => Diagnostic.Error(file, problem)).RefuseErrors();
            return plan;
        }
        catch (JsonException e)
        {
            throw new InvalidInputException(
                [Diagnostic.Error(file, "no plan: the JSON in it is damaged", WayOut, (int)(e.LineNumber ?? -1) + 1)]);
        }
    }

    private static Plan ToPlan(string file, PlanDocument document) =>
        new(
            document.Release, document.Map, document.Packages, document.Modules,
            HasTerms(document) ? [] : [Early(file)])
        {
            Image = document.Image,
            Config = document.Config,
            Terms = !HasTerms(document) ? PlanTerms.None : new PlanTerms(
                [.. document.Contract!.Select(ToRequirement)], document.Budgets!, document.Waivers!,
                document.NeverLose!),
        };

    /// <summary>All or none: a misspelt key must not read as no limit.</summary>
    private static bool HasTerms(PlanDocument document) =>
        document is not { Contract: null, Budgets: null, Waivers: null, NeverLose: null };

    private static Diagnostic Early(string file) => Diagnostic.Warning(
        DiagnosticKind.Input, file, "a plan without contract, budgets, waivers and never-lose, so these aren't checked",
        "Split the kernel again: the plan will have them");

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
        && (object?)document.Map is not null
        && ((IEnumerable<Package?>?)document.Packages)?.All(package =>
            package is { Name: not null, Summary: not null, Description: not null }
            && IsWhole(package.Requires)) == true
        && ((IEnumerable<Placement?>?)document.Modules)?.All(placed =>
            placed is { Module: not null, Path: not null, Package: not null, Reason: not null }
            && IsWhole(placed.Reason.Modules) && IsWhole(placed.Dependencies)) == true
        && (!HasTerms(document) || HasWholeTerms(document));

    private static bool HasWholeTerms(PlanDocument document) =>
        ((IEnumerable<ContractDocument?>?)document.Contract)?.All(required =>
            required is { Target: not null, Name: not null, Package: not null, Symbols: not null }
            && IsWhole(required.Modaliases) && required.Symbols.All(IsWhole)) == true
        && ((IEnumerable<Budget?>?)document.Budgets)?.All(budget => budget is { Package: not null }) == true
        && ((IEnumerable<Waiver?>?)document.Waivers)?.All(waiver =>
            waiver is { Check: not null, About: not null, Because: not null }) == true
        && ((IEnumerable<NeverLose?>?)document.NeverLose)?.All(device => device is { Pattern: not null }) == true;

    private static bool IsWhole(IReadOnlyList<string?>? names) => names?.All(name => name is not null) == true;
}

internal sealed record PlanDocument(
    string Schema,
    string Release,
    string Map,
    string? Image,
    string? Config,
    IReadOnlyList<Package> Packages,
    IReadOnlyList<ContractDocument>? Contract,
    IReadOnlyList<Budget>? Budgets,
    IReadOnlyList<Waiver>? Waivers,
    IReadOnlyList<NeverLose>? NeverLose,
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
    WriteIndented = true)]
[JsonSerializable(typeof(PlanDocument))]
internal sealed partial class PlanJson : JsonSerializerContext;
