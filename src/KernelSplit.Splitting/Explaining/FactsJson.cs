using System.Text.Json;
using KernelSplit.Foundation;
using KernelSplit.Makefiles;
using KernelSplit.Modules;
using KernelSplit.Modules.Aliases;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Splitting.Explaining;

/// <summary>All facts as JSON; docs/reference.md describes the format.</summary>
public static class FactsJson
{
    public static void Write(
        Stream to, KernelFacts facts, IEnumerable<KernelModule> modules, IEnumerable<BuiltInModule> builtIns)
    {
        JsonReport.Write(to, "kernelsplit-modules-1", json =>
        {
            json.WriteString("release", facts.Tree.Release);
            json.WriteString("architecture", facts.Tree.Architecture);
            json.WriteString("symbolsFrom", facts.Symbols?.Source);
            JsonReport.Array(json, "modules", modules, module => Module(json, module, facts));
            JsonReport.Array(json, "builtIns", builtIns, builtIn => BuiltIn(json, builtIn, facts));
            JsonReport.Array(json, "cycles", facts.Graph.Cycles, cycle => Names(json, cycle));
            DiagnosticJson.Write(json, "diagnostics", facts.Tree.Diagnostics);
        });
    }

    public static void Write(
        Stream to, IEnumerable<(string Modalias, IReadOnlyList<Driver> Drivers)> answers, KernelFacts facts)
    {
        JsonReport.Write(to, "kernelsplit-drivers-1", json =>
        {
            json.WriteString("release", facts.Tree.Release);
            JsonReport.Array(json, "devices", answers, answer =>
            {
                json.WriteStartObject();
                json.WriteString("modalias", answer.Modalias);
                json.WriteString("device", facts.Names.Describe(answer.Modalias).ToString());
                JsonReport.Array(json, "drivers", answer.Drivers, driver =>
                {
                    json.WriteStartObject();
                    json.WriteString("name", driver.Name);
                    json.WriteString("alias", driver.Alias);
                    json.WriteBoolean("builtIn", driver.IsBuiltIn);
                    json.WriteEndObject();
                });
                json.WriteEndObject();
            });
        });
    }

    private static void Module(Utf8JsonWriter json, KernelModule module, KernelFacts facts)
    {
        json.WriteStartObject();
        json.WriteString("name", module.Name);
        json.WriteString("path", module.Path);
        json.WriteNumber("installedSize", module.InstalledSize);
        json.WriteNumber("uncompressedSize", module.UncompressedSize);
        Rule(json, module.SourcePath, facts);
        JsonReport.Array(json, "needs", module.Dependencies, json.WriteStringValue);
        JsonReport.Array(json, "allNeeds", facts.Graph.Closure(module.Name), json.WriteStringValue);
        JsonReport.Array(json, "neededBy", facts.Graph.DirectUsers(module.Name), json.WriteStringValue);
        JsonReport.Array(
            json, "softDependencies", facts.OptionalDependenciesOf(module),
            dependency => OptionalDependency(json, dependency));
        JsonReport.Array(json, "imports", module.Imports, import => Import(json, import));
        JsonReport.Array(json, "exports", module.Exports, export => Export(json, export));
        JsonReport.Array(
            json, "unresolved", facts.SymbolProblems[module.Name], problem => json.WriteStringValue(problem.Symbol));
        JsonReport.Array(json, "sections", module.Sections, section => Section(json, section));
        json.WriteString("buildId", module.BuildId);
        Signature(json, module.Signature);
        ModInfo(json, module.ModInfo, facts);
        json.WriteEndObject();
    }

    private static void BuiltIn(Utf8JsonWriter json, BuiltInModule builtIn, KernelFacts facts)
    {
        json.WriteStartObject();
        json.WriteString("name", builtIn.Name);
        json.WriteString("source", builtIn.SourcePath);
        Rule(json, builtIn.SourcePath, facts);
        ModInfo(json, builtIn.ModInfo, facts);
        json.WriteEndObject();
    }

    /// <summary>Null where it is unknown: nothing is guessed.</summary>
    private static void Rule(Utf8JsonWriter json, string? sourcePath, KernelFacts facts)
    {
        if (facts.RuleOf(sourcePath) is not { } rule)
        {
            json.WriteNull("kconfig");
            return;
        }
        json.WriteStartObject("kconfig");
        JsonReport.Array(json, "symbols", rule.Symbols, json.WriteStringValue);
        JsonReport.Array(json, "at", rule.Lines, line => json.WriteStringValue(line.At.ToString()));
        JsonReport.Array(
            json, "directories", rule.Directories.SelectMany(step => step.Lines), line => Guard(json, line));
        JsonReport.Array(
            json, "sources", rule.Parts.Select(part => part.Source).OfType<string>().Distinct(), json.WriteStringValue);
        json.WriteEndObject();
    }

    private static void Guard(Utf8JsonWriter json, ObjectLine line)
    {
        json.WriteStartObject();
        json.WriteString("at", line.At.ToString());
        JsonReport.Array(json, "symbols", line.Symbols, json.WriteStringValue);
        json.WriteEndObject();
    }

    private static void ModInfo(Utf8JsonWriter json, ModInfo info, KernelFacts facts)
    {
        JsonReport.Array(
            json, "devices", info.Aliases.Select(alias => facts.Names.Describe(alias).ToString()).Distinct(),
            json.WriteStringValue);
        JsonReport.Array(json, "parameters", info.Parameters, parameter =>
        {
            json.WriteStartObject();
            json.WriteString("name", parameter.Name);
            json.WriteString("type", parameter.Type);
            json.WriteString("description", parameter.Description);
            json.WriteEndObject();
        });
        json.WriteStartObject("modinfo");
        foreach (var field in info.Fields.GroupBy(field => field.Key, field => field.Value, StringComparer.Ordinal))
            JsonReport.Array(json, field.Key, field, json.WriteStringValue);
        json.WriteEndObject();
    }

    private static void OptionalDependency(Utf8JsonWriter json, OptionalDependency dependency)
    {
        json.WriteStartObject();
        json.WriteString("target", dependency.Target);
        json.WriteString("kind", dependency.Kind switch
        {
            OptionalDependencyKind.SoftPre => "pre",
            OptionalDependencyKind.SoftPost => "post",
            _ => "weak",
        });
        JsonReport.Array(json, "servedBy", dependency.Providers.Select(driver => driver.Name), json.WriteStringValue);
        json.WriteEndObject();
    }

    private static void Import(Utf8JsonWriter json, ImportedSymbol import)
    {
        json.WriteStartObject();
        json.WriteString("name", import.Name);
        if (import.Crc is { } crc)
            json.WriteString("crc", $"0x{crc:x8}");
        if (import.IsWeak)
            json.WriteBoolean("weak", true);
        json.WriteEndObject();
    }

    private static void Export(Utf8JsonWriter json, ExportedSymbol export)
    {
        json.WriteStartObject();
        json.WriteString("name", export.Name);
        if (export.Namespace is not null)
            json.WriteString("namespace", export.Namespace);
        if (export.IsGplOnly)
            json.WriteBoolean("gplOnly", true);
        json.WriteEndObject();
    }

    private static void Section(Utf8JsonWriter json, ModuleSection section)
    {
        json.WriteStartObject();
        json.WriteString("name", section.Name);
        json.WriteNumber("size", section.Size);
        json.WriteBoolean("loaded", section.IsLoaded);
        json.WriteEndObject();
    }

    private static void Signature(Utf8JsonWriter json, ModuleSignature? signature)
    {
        if (signature is null)
        {
            json.WriteNull("signature");
            return;
        }
        json.WriteStartObject("signature");
        json.WriteString("signer", signature.Signer);
        json.WriteString("serialNumber", signature.SerialNumber);
        json.WriteString("hash", signature.HashAlgorithm);
        json.WriteEndObject();
    }

    private static void Names(Utf8JsonWriter json, IEnumerable<string> names)
    {
        json.WriteStartArray();
        foreach (var name in names)
            json.WriteStringValue(name);
        json.WriteEndArray();
    }
}
