using System.Text.Json.Serialization;
using KernelSplit.Devices.Naming;
using KernelSplit.Foundation;

namespace KernelSplit.Splitting.Machines;

/// <summary>Which packages a machine needs, for programs; docs/reference.md describes the format.</summary>
public static class MachineJson
{
    public static void Write(Stream to, MachineAnswer answer, DeviceNames names, string? command)
    {
        var document = new MachineDocument(
            "kernelsplit-which-1", answer.Kernel.Tree.Release, answer.Packages, answer.OptionalPackages, command,
            answer.Devices.Select(device => new MachineDevice(
                device.Device.Place, MachineText.NameOf(device.Device, names), device.Device.Modalias, device.State,
                device.Drivers.Select(driver => new MachineDriver(
                    driver.Driver.Driver.Name, driver.Driver.Driver.Alias, driver.Package, driver.Driver.Needs)),
                device.Note)),
            answer.Unknown);
        JsonReport.Write(to, document, MachineContext.Default.MachineDocument);
    }
}

internal sealed record MachineDocument(
    string Schema, string Release, IReadOnlyList<string> Packages, IReadOnlyList<string> OptionalPackages,
    string? Install, IEnumerable<MachineDevice> Devices, IReadOnlyList<Diagnostic> NotUnderstood);

internal sealed record MachineDevice(
    string Place, string Name, string Modalias, DeviceState State, IEnumerable<MachineDriver> Drivers, string? Note);

internal sealed record MachineDriver(string Name, string Alias, string? Package, IReadOnlyList<string> Needs);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MachineDocument))]
internal sealed partial class MachineContext : JsonSerializerContext;
