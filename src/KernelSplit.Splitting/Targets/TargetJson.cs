using System.Text.Json.Serialization;
using KernelSplit.Foundation;

namespace KernelSplit.Splitting.Targets;

/// <summary>kernelsplit-targets-1: targets for programs. docs/reference.md describes it.</summary>
public static class TargetJson
{
    public static void Write(Stream output, IEnumerable<Target> targets)
    {
        var document = new TargetsDocument("kernelsplit-targets-1", targets.Select(target => new TargetDocument(
            target.Name, target.Summary, target.Directory, target.Includes,
            target.Devices.Select(device => new TargetDevice(
                device.Name, device.Required, device.Modaliases, Symbols(device.Symbols), device.Qemu,
                Names(device.Architectures), device.Source)),
            target.Modules.Select(module => new TargetModule(
                module, Symbols(target.ModuleSymbols.GetValueOrDefault(module, KconfigNeeds.Unknown)))),
            target.Capabilities.Select(capability => new TargetCapability(
                capability.Name, Symbols(capability.Symbols), capability.Modules, Names(capability.Architectures),
                capability.Source)),
            target.NotRequired)));
        JsonReport.Write(output, document, TargetContext.Default.TargetsDocument);
    }

    private static IEnumerable<string> Names(IEnumerable<Architecture> architectures) =>
        architectures.Select(architecture => architecture.Name);

    private static IEnumerable<string> Symbols(KconfigNeeds needs) => needs.All.Select(any => string.Join(" | ", any));
}

internal sealed record TargetsDocument(string Schema, IEnumerable<TargetDocument> Targets);

internal sealed record TargetDocument(
    string Name, string Summary, string Directory, IReadOnlyList<string> Include, IEnumerable<TargetDevice> Devices,
    IEnumerable<TargetModule> Modules, IEnumerable<TargetCapability> Capabilities,
    IEnumerable<NotRequired> NotRequired);

internal sealed record TargetDevice(
    string Name, bool Required, IReadOnlyList<string> Modalias, IEnumerable<string> Symbols,
    IReadOnlyList<string> Qemu, IEnumerable<string> Arch, string Source);

internal sealed record TargetModule(string Name, IEnumerable<string> Symbols);

internal sealed record TargetCapability(
    string Name, IEnumerable<string> Symbols, IReadOnlyList<string> Modules, IEnumerable<string> Arch, string Source);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TargetsDocument))]
internal sealed partial class TargetContext : JsonSerializerContext;
