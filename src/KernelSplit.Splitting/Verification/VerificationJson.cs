using System.Text.Json;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Splitting.Verification;

/// <summary>What <c>kernelsplit verify</c> found, for programs. docs/reference.md describes the format.</summary>
public static class VerificationJson
{
    public static void Write(Stream output, Plan plan, VerificationResult result)
    {
        var firmware = result.Kernel?.Firmware();
        JsonReport.Write(output, "kernelsplit-verify-1", json =>
        {
            json.WriteString("release", plan.Release);
            json.WriteString("map", plan.Map);
            json.WriteBoolean("passed", !result.HasErrors);
            JsonReport.Array(json, "contract", result.Contract, answer => Write(json, answer));
            JsonReport.Array(json, "packages", plan.Packages, package =>
            {
                json.WriteStartObject();
                json.WriteString("package", package.Name);
                json.WriteNumber("modules", plan.In(package.Name).Count());
                json.WriteNumber("installedSize", plan.In(package.Name).Sum(placement => placement.Size));
                JsonReport.Texts(json, "firmware", firmware?[package.Name] ?? []);
                json.WriteEndObject();
            });
            JsonReport.Array(json, "crossingSoftDependencies", result.Kernel?.CrossingDependencies() ?? [], crossing =>
            {
                json.WriteStartObject();
                json.WriteString("module", crossing.Dependency.Module);
                json.WriteString("package", crossing.From);
                json.WriteString("target", crossing.Dependency.Target);
                JsonReport.Texts(json, "in", crossing.To);
                json.WriteEndObject();
            });
            DiagnosticJson.Write(json, "findings", result.Findings);
        });
    }

    private static void Write(Utf8JsonWriter json, RequirementResult answer)
    {
        json.WriteStartObject();
        json.WriteString("target", answer.Requirement.Target);
        json.WriteString("name", answer.Requirement.Name);
        json.WriteString("servedBy", answer.Service switch
        {
            Service.Module => "module",
            Service.BuiltIn => "builtIn",
            Service.Elsewhere => "elsewhere",
            Service.NotLoadable => "notLoadable",
            _ => "missing",
        });
        json.WriteString("package", answer.Package);
        JsonReport.Texts(json, "drivers", answer.Drivers);
        if (answer.FoundIn is { } found)
            json.WriteString("foundIn", found);
        json.WriteEndObject();
    }
}
