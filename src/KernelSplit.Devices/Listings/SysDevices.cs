using KernelSplit.Foundation;

namespace KernelSplit.Devices.Listings;

/// <summary>
/// The devices of the running machine: every modalias under /sys/devices, with the driver that is bound to it.
/// </summary>
public static class SysDevices
{
    private const string Mount = "/sys";

    private static readonly EnumerationOptions Below = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <param name="root">The mount point of sysfs.</param>
    /// <exception cref="InvalidInputException">There is no sysfs.</exception>
    public static Listing Read(string root = Mount)
    {
        var devices = Path.Combine(root, "devices");
        if (!Directory.Exists(devices))
        {
            throw new InvalidInputException(
                devices, "no such directory", "Give a listing: output of lspci -nn or lsusb, or libvirt domain XML");
        }

        var unknown = new List<Diagnostic>();
        var found = new List<ListedDevice>();
        foreach (var file in Directory.EnumerateFiles(devices, "modalias", Below).Order(StringComparer.Ordinal))
        {
            try
            {
                // A device without IDs has an empty one.
                if (ModaliasIn(file) is { Length: > 0 } modalias)
                    found.Add(Describe(Path.GetDirectoryName(file)!, modalias));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                unknown.Add(Diagnostic.Warning(DiagnosticKind.Listing, file, e.Message));
            }
        }
        return new Listing(found, unknown);
    }

    /// <summary>The modalias of a PCI device of the running machine; null if there is no such device.</summary>
    /// <param name="address">With its domain: <c>0000:3b:00.0</c>.</param>
    /// <param name="root">The mount point of sysfs.</param>
    public static string? FindPci(string address, string root = Mount)
    {
        var file = Path.Combine(root, "bus/pci/devices", address, "modalias");
        try
        {
            return File.Exists(file) ? ModaliasIn(file) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string ModaliasIn(string file) => File.ReadAllText(file).Trim();

    private static ListedDevice Describe(string device, string modalias)
    {
        var driver = Path.Combine(device, "driver");
        string?[] drivers = [TargetOf(driver), TargetOf(Path.Combine(driver, "module"))];
        var place = $"{TargetOf(Path.Combine(device, "subsystem"))} {Path.GetFileName(device)}".TrimStart();
        return new ListedDevice(place, "", modalias)
        {
            DriversSeen = [.. drivers.OfType<string>().Distinct()],
        };
    }

    private static string? TargetOf(string link) =>
        new DirectoryInfo(link).LinkTarget is { } target ? Path.GetFileName(target) : null;
}
