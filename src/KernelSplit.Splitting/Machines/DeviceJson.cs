using System.Text.Json;
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
        Stream to, string asked, DeviceExplanation explanation, PlanIndex index, DeviceNames names) =>
        JsonReport.Write(to, "kernelsplit-device-1", json =>
    {
        json.WriteString("release", index.Plan.Release);
        json.WriteString("map", index.Plan.Map);
        json.WriteString("asked", asked);
        json.WriteString("modalias", explanation.Answer.Device.Modalias);
        json.WriteString("name", names.Describe(explanation.Answer.Device.Modalias).ToString());
        json.WriteBoolean("driven", explanation.IsDriven);
        json.WriteString(
            "state", explanation.Several.Count > 0 ? "several"
            : JsonNamingPolicy.KebabCaseLower.ConvertName(explanation.Answer.State.ToString()));
        json.WriteString("note", explanation.Answer.Note);
        JsonReport.Array(json, "presentedBy", explanation.PresentedBy, device =>
        {
            json.WriteStartObject();
            json.WriteString("target", device.Target);
            json.WriteString("name", device.Name);
            json.WriteEndObject();
        });
        if (explanation.Several.Count > 0)
            JsonReport.Array(
                json, "drivers", explanation.Several,
                driver => Driver(json, index, driver.Name, driver.Package, driver.Aliases, []));
        else
            Drivers(json, index, explanation.Answer);
        JsonReport.Array(json, "behind", explanation.Behind, behind =>
        {
            json.WriteStartObject();
            json.WriteString("modalias", behind.Device.Modalias);
            json.WriteString("name", names.Describe(behind.Device.Modalias).ToString());
            json.WriteString("state", JsonNamingPolicy.KebabCaseLower.ConvertName(behind.State.ToString()));
            Drivers(json, index, behind);
            json.WriteEndObject();
        });
        JsonReport.Texts(
            json, "usbDrivers", explanation.AsUsb?.Drivers.Select(driver => driver.Driver.Driver.Name) ?? []);
    });

    private static void Drivers(Utf8JsonWriter json, PlanIndex index, DeviceAnswer answer) => JsonReport.Array(
        json, "drivers", answer.Drivers,
        driver => Driver(
            json, index, driver.Driver.Driver.Name, driver.Package, [driver.Driver.Driver.Alias], driver.Driver.Needs));

    private static void Driver(
        Utf8JsonWriter json, PlanIndex index, string name, string? package, IEnumerable<string> aliases,
        IEnumerable<string> needs)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("package", package);
        JsonReport.Texts(json, "aliases", aliases);
        JsonReport.Texts(json, "needs", needs);
        json.WritePropertyName("module");
        if (package is not null && index.Find(name) is { } placement)
            PlacementJson.Module(json, index, placement);
        else
            json.WriteNullValue();
        json.WriteEndObject();
    }
}
