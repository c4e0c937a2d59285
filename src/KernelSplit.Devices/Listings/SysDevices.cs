using KernelSplit.Foundation;

namespace KernelSplit.Devices.Listings;

/// <summary>The devices of the running machine: every modalias below /sys/devices, with the driver that has it now.</summary>
public static class SysDevices
{
    private const string Mount = "/sys";

    private static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <param name="root">Where sysfs is mounted.</param>
    /// <exception cref="InvalidInputException">There is no sysfs.</exception>
    public static Listing Read(string root = Mount)
    {
        var devices = Path.Combine(root, "devices");
        if (!Directory.Exists(devices))
            throw new InvalidInputException(devices, "no such directory", "Name a listing: the output of lspci -nn, lsusb, or a libvirt domain XML");
        var unknown = new List<Diagnostic>();
        var found = new List<ListedDevice>();
        foreach (var file in Directory.EnumerateFiles(devices, "modalias", Below).Order(StringComparer.Ordinal))
        {
            try
            {
                // A device without numbers has an empty one.
                if (ModaliasIn(file) is { Length: > 0 } modalias)
                    found.Add(Describe(Path.GetDirectoryName(file)!, modalias));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                unknown.Add(Diagnostic.Warning(file, e.Message));
            }
        }
        return new Listing(found, unknown);
    }

    /// <summary>The modalias of a PCI device of the running machine; nothing where there is no such device.</summary>
    /// <param name="address">With its domain: <c>0000:3b:00.0</c>.</param>
    /// <param name="root">Where sysfs is mounted.</param>
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

    private static ListedDevice Describe(string folder, string modalias)
    {
        string?[] drivers = [NameBehind(Path.Combine(folder, "driver")), NameBehind(Path.Combine(folder, "driver", "module"))];
        return new ListedDevice($"{NameBehind(Path.Combine(folder, "subsystem"))} {Path.GetFileName(folder)}".TrimStart(), "", modalias)
        {
            DriversSeen = [.. drivers.OfType<string>().Distinct()],
        };
    }

    private static string? NameBehind(string link) => new DirectoryInfo(link).LinkTarget is { } target ? Path.GetFileName(target) : null;
}
