using KernelSplit.Devices.Listings;
using KernelSplit.Devices.Naming;
using KernelSplit.Foundation;

namespace KernelSplit.Splitting.Machines;

/// <summary>Which packages a machine needs, as text: the verdict, a line per device, the command.</summary>
public static class MachineText
{
    // A codec of HD audio has a dozen; JSON has all.
    private const int MostPossible = 4;

    private static readonly string[] Head = ["place", "device", "driver", "package"];

    public static void Write(TextWriter to, MachineAnswer answer, DeviceNames names, string? command)
    {
        to.WriteLine(MachineVerdict.Of(answer));
        to.WriteLine();
        WriteTable(
            to,
            [
                Head,
                .. answer.Devices.Select(device => Row(device, names))
                    .GroupBy(row => string.Join('\0', row[1..]), Together),
            ]);
        to.WriteLine();
        foreach (var note in answer.Devices
            .Where(device => device.State is not (DeviceState.NoneNeeded or DeviceState.BuiltIn))
            .Select(device => device.Note)
            .OfType<string>()
            .Distinct())
            to.WriteLine($"note: {PlainText.Of(note)}");
        if (answer.OptionalPackages.Count > 0)
            to.WriteLine($"optional: {string.Join(' ', answer.OptionalPackages)}");
        to.WriteLine(command is null ? $"packages: {string.Join(' ', answer.Packages)}" : $"install: {command}");
    }

    /// <summary>As in the listing, else by pci.ids, usb.ids and the kernel's headers.</summary>
    public static string NameOf(ListedDevice device, DeviceNames names) =>
        device.Name.Length > 0 ? device.Name : names.Describe(device.Modalias).ToString();

    private static void WriteTable(TextWriter to, IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, Head.Length).Select(column =>
            rows.Max(row => row[column].Length)).ToList();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => column == Head.Length - 1 ? cell : cell.PadRight(widths[column]));
            to.WriteLine($"  {string.Join("  ", cells)}".TrimEnd());
        }
    }

    private static string[] Row(DeviceAnswer answer, DeviceNames names)
    {
        var modules = answer.Drivers.Select(driver => driver.Driver.Driver.Name).ToList();
        var drivers = string.Join(", ", modules);
        var packages = string.Join(", ", answer.Packages);
        var (driver, package) = answer.State switch
        {
            DeviceState.Module => (drivers, packages),
            DeviceState.Optional => (drivers, $"{packages} (optional)"),
            DeviceState.BuiltIn => (drivers, "built in"),
            DeviceState.Perhaps => (
                $"perhaps {Names.Some(modules, MostPossible)}", packages.Length > 0 ? packages : "built in"),
            DeviceState.Missing => ("no driver", ""),
            DeviceState.Unclear => ("unknown", ""),
            _ => ("none needed", answer.Note!),
        };
        // Names come from the listing.
        return [PlainText.Of(answer.Device.Place), PlainText.Of(NameOf(answer.Device, names)), driver, package];
    }

    /// <summary>Firmware has sixteen of some.</summary>
    private static string[] Together(string key, IEnumerable<string[]> rows)
    {
        string[][] all = [.. rows];
        return all.Length == 1 ? all[0] : [$"{all[0][0]} +{all.Length - 1}".TrimStart(), .. all[0][1..]];
    }
}
