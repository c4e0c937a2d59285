using System.Text.Json.Serialization;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Splitting.Verification;

/// <summary>What <c>kernelsplit verify</c> found, for programs. docs/reference.md describes the format.</summary>
public static class VerificationJson
{
    public static void Write(Stream output, Plan plan, VerificationResult result)
    {
        var firmware = result.Kernel?.Firmware();
        var document = new VerificationDocument(
            "kernelsplit-verify-1", plan.Release, plan.Map, !result.HasErrors,
            result.Contract.Select(answer => new RequirementDocument(
                answer.Requirement.Target, answer.Requirement.Name, answer.Service, answer.Package, answer.Drivers,
                answer.FoundIn)),
            plan.Packages.Select(package => new VerifiedPackage(
                package.Name, plan.In(package.Name).Count(), plan.In(package.Name).Sum(placement => placement.Size),
                firmware?[package.Name] ?? [])),
            (result.Kernel?.CrossingDependencies() ?? []).Select(crossing => new CrossingDocument(
                crossing.Dependency.Module, crossing.From, crossing.Dependency.Target, crossing.To)),
            result.Findings);
        JsonReport.Write(output, document, VerificationContext.Default.VerificationDocument);
    }
}

internal sealed record VerificationDocument(
    string Schema, string Release, string Map, bool Passed, IEnumerable<RequirementDocument> Contract,
    IEnumerable<VerifiedPackage> Packages, IEnumerable<CrossingDocument> CrossingSoftDependencies,
    IReadOnlyList<Diagnostic> Findings);

internal sealed record RequirementDocument(
    string Target, string Name, Service ServedBy, string Package, IReadOnlyList<string> Drivers,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? FoundIn);

internal sealed record VerifiedPackage(
    string Package, int Modules, long InstalledSize, IEnumerable<string> Firmware);

internal sealed record CrossingDocument(string Module, string Package, string Target, IReadOnlyList<string> In);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(VerificationDocument))]
internal sealed partial class VerificationContext : JsonSerializerContext;
