using System.Text.Json;
using KernelSplit.Foundation;

namespace KernelSplit.Splitting.Targets;

/// <summary>kernelsplit-targets-1: targets for programs. docs/reference.md describes it.</summary>
public static class TargetJson
{
    public static void Write(Stream output, IEnumerable<Target> targets)
    {
        JsonReport.Write(output, "kernelsplit-targets-1", json =>
        {
            JsonReport.Array(json, "targets", targets, target => Target(json, target));
        });
        output.Write("\n"u8);
    }

    private static void Target(Utf8JsonWriter json, Target target)
    {
        json.WriteStartObject();
        json.WriteString("name", target.Name);
        json.WriteString("summary", target.Summary);
        json.WriteString("directory", target.Directory);
        JsonReport.Texts(json, "include", target.Includes);
        JsonReport.Array(json, "devices", target.Devices, device => Device(json, device));
        json.WriteStartArray("modules");
        foreach (var module in target.Modules)
        {
            json.WriteStartObject();
            json.WriteString("name", module);
            Symbols(json, target.ModuleSymbols.GetValueOrDefault(module, KconfigNeeds.Unknown));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        JsonReport.Array(json, "capabilities", target.Capabilities, capability => Capability(json, capability));
        json.WriteStartArray("notRequired");
        foreach (var paragraph in target.NotRequired)
        {
            json.WriteStartObject();
            json.WriteString("reason", paragraph.Reason);
            json.WriteString("file", paragraph.File);
            JsonReport.Texts(json, "symbols", paragraph.Symbols);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Device(Utf8JsonWriter json, Device device)
    {
        json.WriteStartObject();
        json.WriteString("name", device.Name);
        json.WriteBoolean("required", device.Required);
        JsonReport.Texts(json, "modalias", device.Modaliases);
        Symbols(json, device.Symbols);
        JsonReport.Texts(json, "qemu", device.Qemu);
        Common(json, device.Architectures, device.Source);
        json.WriteEndObject();
    }

    private static void Capability(Utf8JsonWriter json, Capability capability)
    {
        json.WriteStartObject();
        json.WriteString("name", capability.Name);
        Symbols(json, capability.Symbols);
        JsonReport.Texts(json, "modules", capability.Modules);
        Common(json, capability.Architectures, capability.Source);
        json.WriteEndObject();
    }

    private static void Common(Utf8JsonWriter json, IReadOnlyList<Architecture> architectures, string source)
    {
        JsonReport.Texts(json, "arch", architectures.Select(architecture => architecture.Name));
        json.WriteString("source", source);
    }

    private static void Symbols(Utf8JsonWriter json, KconfigNeeds needs) =>
        JsonReport.Texts(json, "symbols", needs.All.Select(any => string.Join(" | ", any)));
}
