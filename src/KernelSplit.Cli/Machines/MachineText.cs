using KernelSplit.Diagnostics;
using KernelSplit.Modules.Devices;
using KernelSplit.Modules.Listings;
using KernelSplit.Splitting.Machines;

namespace KernelSplit.Cli.Machines;

/// <summary>Which packages a machine needs, for people: the verdict, a line a device, the command.</summary>
internal static class MachineText
{
    private const int WidestColumn = 48;

    public static void Write(TextWriter to, MachineAnswer answer, DeviceNames names, string? command)
    {
        to.WriteLine(Verdict(answer));
        to.WriteLine();
        string[][] rows = [["place", "device", "driver", "package"], .. answer.Devices.Select(device => Row(device, names))];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => Math.Min(WidestColumn, rows.Max(row => row[column].Length))).ToList();
        foreach (var row in rows)
            to.WriteLine($"  {string.Join("  ", row.Select((cell, column) => column == row.Length - 1 ? cell : Fit(cell, widths[column])))}".TrimEnd());
        to.WriteLine();
        if (answer.MorePackages.Count > 0)
            to.WriteLine($"perhaps more: {string.Join(' ', answer.MorePackages)}");
        to.WriteLine(command is null ? $"packages: {string.Join(' ', answer.Packages)}" : $"install: {command}");
    }

    /// <summary><c>14 devices: 12 driven by core, 1 needs kernel-cloud-sriov, 1 has no driver</c></summary>
    public static string Verdict(MachineAnswer answer)
    {
        var parts = answer.Devices
            .GroupBy(device => Fate(device, answer.Kernel.Base))
            .OrderBy(group => group.Key)
            .Select(group => Count(group.Count(), group.Key.Word, group.Key.Packages))
            .ToList();
        if (answer.Unknown.Count > 0)
            parts.Add($"{answer.Unknown.Count} more not understood");
        return $"{Plural(answer.Devices.Count, "device")}: {string.Join(", ", parts)}";
    }

    private static (Fate Word, string Packages) Fate(DeviceAnswer device, string basePackage)
    {
        var others = string.Join(" and ", device.Packages.Where(package => package != basePackage));
        return device.State switch
        {
            DeviceState.Module or DeviceState.BuiltIn => others.Length == 0 ? (Machines.Fate.Base, basePackage) : (Machines.Fate.Other, others),
            DeviceState.Optional => (Machines.Fate.Optional, string.Join(" and ", device.Packages)),
            DeviceState.Perhaps => (Machines.Fate.Perhaps, string.Join(" or ", device.Packages.DefaultIfEmpty(basePackage))),
            DeviceState.NoneNeeded => (Machines.Fate.NoneNeeded, ""),
            DeviceState.Unclear => (Machines.Fate.Unclear, ""),
            _ => (Machines.Fate.Missing, ""),
        };
    }

    private static string Count(int count, Fate fate, string packages) => fate switch
    {
        Machines.Fate.Base => $"{count} driven by {packages}",
        Machines.Fate.Other => $"{count} {(count == 1 ? "needs" : "need")} {packages}",
        Machines.Fate.Perhaps => $"{count} perhaps {(count == 1 ? "needs" : "need")} {packages}",
        Machines.Fate.Optional => $"{count} could use {packages}",
        Machines.Fate.NoneNeeded => $"{count} {(count == 1 ? "needs" : "need")} no driver",
        Machines.Fate.Unclear => $"{count} can't be told",
        _ => $"{count} {(count == 1 ? "has" : "have")} no driver",
    };

    private static string[] Row(DeviceAnswer answer, DeviceNames names)
    {
        var drivers = string.Join(", ", answer.Drivers.Select(driver => driver.Driver.Driver.Name));
        return answer.State switch
        {
            DeviceState.Module => [.. Device(answer, names), drivers, string.Join(", ", answer.Packages)],
            DeviceState.Optional => [.. Device(answer, names), drivers, $"{string.Join(", ", answer.Packages)} (optional)"],
            DeviceState.BuiltIn => [.. Device(answer, names), drivers, "built in"],
            DeviceState.Perhaps => [.. Device(answer, names), $"perhaps {drivers}", $"{string.Join(", ", answer.Packages)} ({answer.Note})"],
            DeviceState.Missing => [.. Device(answer, names), "nothing drives it", ""],
            DeviceState.Unclear => [.. Device(answer, names), "can't be told", answer.Note!],
            _ => [.. Device(answer, names), "none needed", answer.Note!],
        };
    }

    /// <summary>Names come from the listing.</summary>
    private static string[] Device(DeviceAnswer answer, DeviceNames names) =>
        [PlainText.Of(answer.Device.Place), PlainText.Of(NameOf(answer.Device, names))];

    /// <summary>As the listing has it, else in the words of pci.ids, usb.ids and the kernel's headers.</summary>
    public static string NameOf(ListedDevice device, DeviceNames names) =>
        device.Name.Length > 0 ? device.Name : names.Describe(device.Modalias).ToString();

    private static string Fit(string cell, int width) =>
        cell.Length <= width ? cell.PadRight(width) : string.Concat(cell.AsSpan(0, width - 3), "...");

    private static string Plural(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}

/// <summary>What the verdict counts together, in its order.</summary>
internal enum Fate
{
    Base,
    Other,
    Perhaps,
    Optional,
    NoneNeeded,
    Unclear,
    Missing,
}
