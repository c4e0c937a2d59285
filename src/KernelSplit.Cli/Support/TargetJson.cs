using System.Text.Json;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Cli.Support;

/// <summary>kernelsplit-targets-1: targets for programs. docs/reference.md describes it.</summary>
internal static class TargetJson
{
    public static void Write(Stream output, IEnumerable<Target> targets)
    {
        using var json = new Utf8JsonWriter(output, JsonStyle.Options);
        json.WriteStartObject();
        json.WriteString("schema", "kernelsplit-targets-1");
        json.WriteStartArray("targets");
        foreach (var target in targets)
            Target(json, target);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }

    private static void Target(Utf8JsonWriter json, Target target)
    {
        json.WriteStartObject();
        json.WriteString("name", target.Name);
        json.WriteString("summary", target.Summary);
        json.WriteString("folder", target.Folder);
        JsonStyle.Texts(json, "include", target.Includes);
        json.WriteStartArray("devices");
        foreach (var device in target.Devices)
            Device(json, device);
        json.WriteEndArray();
        json.WriteStartArray("modules");
        foreach (var module in target.Modules)
        {
            json.WriteStartObject();
            json.WriteString("name", module);
            Symbols(json, target.ModuleSymbols.GetValueOrDefault(module, KconfigNeeds.Unknown));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("capabilities");
        foreach (var capability in target.Capabilities)
            Capability(json, capability);
        json.WriteEndArray();
        json.WriteStartArray("unpromised");
        foreach (var paragraph in target.Unpromised)
        {
            json.WriteStartObject();
            json.WriteString("reason", paragraph.Reason);
            json.WriteString("file", paragraph.File);
            JsonStyle.Texts(json, "symbols", paragraph.Symbols);
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
        JsonStyle.Texts(json, "modalias", device.Modaliases);
        Symbols(json, device.Symbols);
        JsonStyle.Texts(json, "qemu", device.Qemu);
        Common(json, device.Architectures, device.Source);
        json.WriteEndObject();
    }

    private static void Capability(Utf8JsonWriter json, Capability capability)
    {
        json.WriteStartObject();
        json.WriteString("name", capability.Name);
        Symbols(json, capability.Symbols);
        JsonStyle.Texts(json, "modules", capability.Modules);
        Common(json, capability.Architectures, capability.Source);
        json.WriteEndObject();
    }

    private static void Common(Utf8JsonWriter json, IReadOnlyList<Architecture> architectures, string source)
    {
        JsonStyle.Texts(json, "arch", architectures.Select(architecture => architecture.Name));
        json.WriteString("source", source);
    }

    private static void Symbols(Utf8JsonWriter json, KconfigNeeds needs) =>
        JsonStyle.Texts(json, "symbols", needs.All.Select(any => string.Join(" | ", any)));
}
