using System.Text.Json.Serialization;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Splitting.Explaining;

/// <summary>Modules and packages of a plan for programs; docs/reference.md describes the format.</summary>
public static class PlacementJson
{
    /// <param name="to">Gets the JSON.</param>
    /// <param name="index">The plan.</param>
    /// <param name="package">A package of that name; null if there is none.</param>
    /// <param name="placement">A module of that name; null if there is none.</param>
    /// <param name="builtIn">The name of built-in code; null if there is none.</param>
    public static void Write(
        Stream to, PlanIndex index, PackageExplanation? package, Placement? placement, string? builtIn)
    {
        var document = new ExplanationDocument(
            "kernelsplit-placement-1", index.Plan.Release, index.Plan.Map,
            package is null ? null : PackageDocument.Of(package),
            placement is null ? null : ModuleDocument.Of(index, placement), builtIn);
        JsonReport.Write(to, document, PlacementContext.Default.ExplanationDocument);
    }
}

internal sealed record ExplanationDocument(
    string Schema, string Release, string Map,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PackageDocument? Package,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ModuleDocument? Module,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? BuiltIn);

/// <summary>A module with all that is known of why it is there.</summary>
internal sealed record ModuleDocument(
    string Module, string Package, long Size, Reason Reason, string Path, string Sentence,
    IReadOnlyList<DependencyLink> Chain, PlacementDocument HeldBy, IEnumerable<ModulePlace> Needs,
    IEnumerable<ModulePlace> NeededBy)
{
    public static ModuleDocument Of(PlanIndex index, Placement placement)
    {
        var chain = index.ChainOf(placement);
        return new(
            placement.Module, placement.Package, placement.Size, placement.Reason, placement.Path,
            new PlacementSentence(index).Of(placement), chain.Links, PlacementDocument.Of(chain.Holder),
            index.Dependencies(placement).Select(Place), index.Users(placement.Module).Select(Place));
    }

    private static ModulePlace Place(Placement placement) => new(placement.Module, placement.Package);
}

internal sealed record ModulePlace(string Module, string Package);

/// <summary>A module, its package and the reason as the plan has it.</summary>
internal sealed record PlacementDocument(string Module, string Package, long Size, Reason Reason)
{
    public static PlacementDocument Of(Placement placement) =>
        new(placement.Module, placement.Package, placement.Size, placement.Reason);
}

internal sealed record PackageDocument(
    string Name, string Summary, IReadOnlyList<string> Requires, int Modules, long Size,
    IEnumerable<ShareDocument> Shares)
{
    public static PackageDocument Of(PackageExplanation explanation) => new(
        explanation.Package.Name, explanation.Package.Summary, explanation.Package.Requires,
        explanation.Modules.Count, explanation.Size,
        explanation.Shares.Select(share => new ShareDocument(
            share.Kind, share.Rule, share.Because, share.Size, share.Modules.Select(PlacementDocument.Of))));
}

internal sealed record ShareDocument(
    ReasonKind Kind, string? Rule, string? Because, long Size, IEnumerable<PlacementDocument> Modules);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ExplanationDocument))]
internal sealed partial class PlacementContext : JsonSerializerContext;
