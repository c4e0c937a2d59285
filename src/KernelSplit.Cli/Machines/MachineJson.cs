using System.Text.Json;
using KernelSplit.Diagnostics;
using KernelSplit.Modules.Devices;
using KernelSplit.Splitting.Machines;

namespace KernelSplit.Cli.Machines;

/// <summary>Which packages a machine needs, for programs; docs/reference.md describes the format.</summary>
internal static class MachineJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(Stream to, MachineAnswer answer, DeviceNames names, string? command)
    {
        using var json = new Utf8JsonWriter(to, Options);
        json.WriteStartObject();
        json.WriteString("schema", "kernelsplit-which-1");
        json.WriteString("release", answer.Kernel.Tree.Release);
        Array(json, "packages", answer.Packages, json.WriteStringValue);
        Array(json, "morePackages", answer.MorePackages, json.WriteStringValue);
        json.WriteString("install", command);
        Array(json, "devices", answer.Devices, device => Device(json, device, names));
        Array(json, "notUnderstood", answer.Unknown, unknown => Unknown(json, unknown));
        json.WriteEndObject();
    }

    private static void Device(Utf8JsonWriter json, DeviceAnswer answer, DeviceNames names)
    {
        json.WriteStartObject();
        json.WriteString("place", answer.Device.Place);
        json.WriteString("name", MachineText.NameOf(answer.Device, names));
        json.WriteString("modalias", answer.Device.Modalias);
        json.WriteString("state", JsonNamingPolicy.KebabCaseLower.ConvertName(answer.State.ToString()));
        Array(json, "drivers", answer.Drivers, driver => Driver(json, driver));
        json.WriteString("note", answer.Note);
        json.WriteEndObject();
    }

    private static void Driver(Utf8JsonWriter json, PackagedDriver driver)
    {
        json.WriteStartObject();
        json.WriteString("name", driver.Driver.Driver.Name);
        json.WriteString("alias", driver.Driver.Driver.Alias);
        json.WriteString("package", driver.Package);
        Array(json, "needs", driver.Driver.Needs, json.WriteStringValue);
        json.WriteEndObject();
    }

    private static void Unknown(Utf8JsonWriter json, Diagnostic unknown)
    {
        json.WriteStartObject();
        json.WriteString("file", unknown.File);
        json.WriteNumber("line", unknown.Line);
        json.WriteString("message", unknown.Message);
        json.WriteString("hint", unknown.Hint);
        json.WriteEndObject();
    }

    private static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(item);
        json.WriteEndArray();
    }
}
