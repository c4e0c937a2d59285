using System.Text.Json;
using System.Text.Json.Serialization;
using KernelSplit.Devices.Naming;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Explaining;

namespace KernelSplit.Splitting.Machines;

/// <summary>
/// What drives a device and why that is where it is, for programs; docs/reference.md describes the format.
/// </summary>
public static class DeviceJson
{
    public static void Write(
        Stream to, string asked, DeviceExplanation explanation, PlanIndex index, DeviceNames names)
    {
        var answer = explanation.Answer;
        var isSeveral = explanation.Several.Count > 0;
        var document = new DeviceDocument(
            "kernelsplit-device-1", index.Plan.Release, index.Plan.Map, asked, answer.Device.Modalias,
            names.Describe(answer.Device.Modalias).ToString(), explanation.IsDriven,
            isSeveral ? "several" : JsonNamingPolicy.KebabCaseLower.ConvertName(answer.State.ToString()), answer.Note,
            explanation.PresentedBy,
            isSeveral
                ? explanation.Several.Select(driver => Driver(driver.Name, driver.Package, driver.Aliases, []))
                : Drivers(answer),
            explanation.Behind.Select(behind => new DeviceBehind(
                behind.Device.Modalias, names.Describe(behind.Device.Modalias).ToString(), behind.State,
                Drivers(behind))),
            explanation.AsUsb?.Drivers.Select(driver => driver.Driver.Driver.Name) ?? []);
        JsonReport.Write(to, document, DeviceContext.Default.DeviceDocument);

        IEnumerable<DriverDocument> Drivers(DeviceAnswer of) => of.Drivers.Select(driver => Driver(
            driver.Driver.Driver.Name, driver.Package, [driver.Driver.Driver.Alias], driver.Driver.Needs));

        DriverDocument Driver(
            string name, string? package, IReadOnlyList<string> aliases, IReadOnlyList<string> needs) => new(
            name, package, aliases, needs,
            package is not null && index.Find(name) is { } placement ? ModuleDocument.Of(index, placement) : null);
    }
}

internal sealed record DeviceDocument(
    string Schema, string Release, string Map, string Asked, string Modalias, string Name, bool Driven, string State,
    string? Note, IReadOnlyList<PresentedDevice> PresentedBy, IEnumerable<DriverDocument> Drivers,
    IEnumerable<DeviceBehind> Behind, IEnumerable<string> UsbDrivers);

internal sealed record DriverDocument(
    string Name, string? Package, IReadOnlyList<string> Aliases, IReadOnlyList<string> Needs, ModuleDocument? Module);

internal sealed record DeviceBehind(
    string Modalias, string Name, DeviceState State, IEnumerable<DriverDocument> Drivers);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DeviceDocument))]
internal sealed partial class DeviceContext : JsonSerializerContext;
