using System.Text.Json;
using KernelSplit.Devices.Naming;
using KernelSplit.Foundation;

namespace KernelSplit.Splitting.Machines;

/// <summary>Which packages a machine needs, for programs; docs/reference.md describes the format.</summary>
public static class MachineJson
{
    public static void Write(Stream to, MachineAnswer answer, DeviceNames names, string? command)
    {
        JsonReport.Write(to, "kernelsplit-which-1", json =>
        {
            json.WriteString("release", answer.Kernel.Tree.Release);
            JsonReport.Texts(json, "packages", answer.Packages);
            JsonReport.Texts(json, "optionalPackages", answer.OptionalPackages);
            json.WriteString("install", command);
            JsonReport.Array(json, "devices", answer.Devices, device => Device(json, device, names));
            DiagnosticJson.Write(json, "notUnderstood", answer.Unknown);
        });
    }

    private static void Device(Utf8JsonWriter json, DeviceAnswer answer, DeviceNames names)
    {
        json.WriteStartObject();
        json.WriteString("place", answer.Device.Place);
        json.WriteString("name", MachineText.NameOf(answer.Device, names));
        json.WriteString("modalias", answer.Device.Modalias);
        json.WriteString("state", JsonNamingPolicy.KebabCaseLower.ConvertName(answer.State.ToString()));
        JsonReport.Array(json, "drivers", answer.Drivers, driver => Driver(json, driver));
        json.WriteString("note", answer.Note);
        json.WriteEndObject();
    }

    private static void Driver(Utf8JsonWriter json, PackagedDriver driver)
    {
        json.WriteStartObject();
        json.WriteString("name", driver.Driver.Driver.Name);
        json.WriteString("alias", driver.Driver.Driver.Alias);
        json.WriteString("package", driver.Package);
        JsonReport.Texts(json, "needs", driver.Driver.Needs);
        json.WriteEndObject();
    }
}
