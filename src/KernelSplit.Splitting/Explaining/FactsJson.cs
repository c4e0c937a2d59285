using System.Text.Json.Serialization;
using KernelSplit.Foundation;
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
        var document = new FactsDocument(
            "kernelsplit-modules-1", facts.Tree.Release, facts.Tree.Architecture, facts.Symbols?.Source,
            modules.Select(module => ModuleFacts.Of(module, facts)),
            builtIns.Select(builtIn => BuiltInFacts.Of(builtIn, facts)), facts.Graph.Cycles, facts.Tree.Diagnostics);
        JsonReport.Write(to, document, FactsContext.Default.FactsDocument);
    }

    public static void Write(
        Stream to, IEnumerable<(string Modalias, IReadOnlyList<Driver> Drivers)> answers, KernelFacts facts)
    {
        var document = new DriversDocument(
            "kernelsplit-drivers-1", facts.Tree.Release,
            answers.Select(answer => new DriversOfDevice(
                answer.Modalias, facts.Names.Describe(answer.Modalias).ToString(),
                answer.Drivers.Select(driver => new DriverFacts(driver.Name, driver.Alias, driver.IsBuiltIn)))));
        JsonReport.Write(to, document, FactsContext.Default.DriversDocument);
    }
}

internal sealed record DriversDocument(string Schema, string Release, IEnumerable<DriversOfDevice> Devices);

internal sealed record DriversOfDevice(string Modalias, string Device, IEnumerable<DriverFacts> Drivers);

internal sealed record DriverFacts(string Name, string Alias, bool BuiltIn);

internal sealed record FactsDocument(
    string Schema, string Release, string? Architecture, string? SymbolsFrom, IEnumerable<ModuleFacts> Modules,
    IEnumerable<BuiltInFacts> BuiltIns, IReadOnlyList<IReadOnlyList<string>> Cycles,
    IReadOnlyList<Diagnostic> Diagnostics);

internal sealed record ModuleFacts(
    string Name, string Path, long InstalledSize, long UncompressedSize, RuleFacts? Kconfig,
    IReadOnlyList<string> Needs, IEnumerable<string> AllNeeds, IEnumerable<string> NeededBy,
    IEnumerable<OptionalFacts> SoftDependencies, IEnumerable<ImportFacts> Imports, IEnumerable<ExportFacts> Exports,
    IEnumerable<string> Unresolved, IEnumerable<SectionFacts> Sections, string? BuildId, SignatureFacts? Signature,
    IEnumerable<string> Devices, IEnumerable<ModuleParameter> Parameters,
    IReadOnlyDictionary<string, IEnumerable<string>> Modinfo)
{
    public static ModuleFacts Of(KernelModule module, KernelFacts facts) => new(
        module.Name, module.Path, module.InstalledSize, module.UncompressedSize,
        RuleFacts.Of(module.SourcePath, facts), module.Dependencies, facts.Graph.Closure(module.Name),
        facts.Graph.DirectUsers(module.Name),
        facts.OptionalDependenciesOf(module).Select(dependency => new OptionalFacts(
            dependency.Target, dependency.Kind, dependency.Providers.Select(driver => driver.Name))),
        module.Imports.Select(import => new ImportFacts(
            import.Name, import.Crc is { } crc ? $"0x{crc:x8}" : null, import.IsWeak)),
        module.Exports.Select(export => new ExportFacts(export.Name, export.Namespace, export.IsGplOnly)),
        facts.SymbolProblems[module.Name].Select(problem => problem.Symbol),
        module.Sections.Select(section => new SectionFacts(section.Name, section.Size, section.IsLoaded)),
        module.BuildId,
        module.Signature is { } signature
            ? new SignatureFacts(signature.Signer, signature.SerialNumber, signature.HashAlgorithm)
            : null,
        ModInfoFacts.Devices(module.ModInfo, facts), module.ModInfo.Parameters, ModInfoFacts.Fields(module.ModInfo));
}

internal sealed record BuiltInFacts(
    string Name, string? Source, RuleFacts? Kconfig, IEnumerable<string> Devices,
    IEnumerable<ModuleParameter> Parameters, IReadOnlyDictionary<string, IEnumerable<string>> Modinfo)
{
    public static BuiltInFacts Of(BuiltInModule builtIn, KernelFacts facts) => new(
        builtIn.Name, builtIn.SourcePath, RuleFacts.Of(builtIn.SourcePath, facts),
        ModInfoFacts.Devices(builtIn.ModInfo, facts), builtIn.ModInfo.Parameters,
        ModInfoFacts.Fields(builtIn.ModInfo));
}

internal static class ModInfoFacts
{
    public static IEnumerable<string> Devices(ModInfo info, KernelFacts facts) =>
        info.Aliases.Select(alias => facts.Names.Describe(alias).ToString()).Distinct();

    public static Dictionary<string, IEnumerable<string>> Fields(ModInfo info) =>
        info.Fields.GroupBy(field => field.Key, field => field.Value, StringComparer.Ordinal)
            .ToDictionary(field => field.Key, field => field.AsEnumerable(), StringComparer.Ordinal);
}

internal sealed record RuleFacts(
    IEnumerable<string> Symbols, IEnumerable<string> At, IEnumerable<GuardFacts> Directories,
    IEnumerable<string> Sources)
{
    /// <summary>Null where it is unknown: nothing is guessed.</summary>
    public static RuleFacts? Of(string? sourcePath, KernelFacts facts) => facts.RuleOf(sourcePath) is not { } rule
        ? null
        : new(
            rule.Symbols, rule.Lines.Select(line => line.At.ToString()),
            rule.Directories.SelectMany(step => step.Lines)
                .Select(line => new GuardFacts(line.At.ToString(), line.Symbols)),
            rule.Parts.Select(part => part.Source).OfType<string>().Distinct());
}

internal sealed record GuardFacts(string At, IReadOnlyList<string> Symbols);

internal sealed record OptionalFacts(string Target, OptionalDependencyKind Kind, IEnumerable<string> ServedBy);

internal sealed record ImportFacts(
    string Name, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Crc,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Weak);

internal sealed record ExportFacts(
    string Name, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Namespace,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool GplOnly);

internal sealed record SectionFacts(string Name, long Size, bool Loaded);

internal sealed record SignatureFacts(string? Signer, string? SerialNumber, string? Hash);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FactsDocument))]
[JsonSerializable(typeof(DriversDocument))]
internal sealed partial class FactsContext : JsonSerializerContext;
