using System.Text.Json.Serialization;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Splitting.Explaining;

/// <summary>What another rule would do, for programs; docs/reference.md describes the format.</summary>
public static class WhyNotJson
{
    public static void Write(Stream to, WhyNot answer)
    {
        var document = new WhyNotDocument(
            "kernelsplit-why-not-1", answer.Before.Release, answer.Before.Map, answer.Package.Name,
            ModuleDocument.Of(new PlanIndex(answer.Before), answer.Module), answer.IsPossible,
            answer.Outcome is { } outcome ? PlacementDocument.Of(outcome) : null, Moves(answer.Following),
            Moves(answer.Others),
            answer.Before.Packages.Select(package => new PackageTotals(
                package.Name, Total(answer.Before, package.Name),
                answer.After is { } after ? Total(after, package.Name) : null)),
            answer.Obstacles.Select(obstacle => obstacle.Message));
        JsonReport.Write(to, document, WhyNotContext.Default.WhyNotDocument);
    }

    private static MovesDocument Moves(IReadOnlyList<Move> moves) => new(
        moves.Sum(move => move.Before.Size),
        moves.Select(move => new MoveDocument(
            move.Before.Module, move.Before.Size, move.Before.Package, move.After.Package,
            move.After.Reason.Words(move.After.Package))));

    private static PackageTotal Total(Plan plan, string package) =>
        new(plan.In(package).Count(), plan.In(package).Sum(module => module.Size));
}

internal sealed record WhyNotDocument(
    string Schema, string Release, string Map, string Package, ModuleDocument Module, bool Possible,
    PlacementDocument? Outcome, MovesDocument Following, MovesDocument Others, IEnumerable<PackageTotals> Packages,
    IEnumerable<string> Obstacles);

internal sealed record MovesDocument(long Size, IEnumerable<MoveDocument> Modules);

internal sealed record MoveDocument(string Module, long Size, string From, string To, string Why);

internal sealed record PackageTotals(
    string Package, PackageTotal Before,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PackageTotal? After);

internal sealed record PackageTotal(int Modules, long Size);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WhyNotDocument))]
internal sealed partial class WhyNotContext : JsonSerializerContext;
