using System.Text.RegularExpressions;

namespace KernelSplit.Devices.Listings;

/// <summary>A device in the output of lspci: its first line, and the indented lines of -k and -v.</summary>
internal sealed class PciEntry(Match first)
{
    private readonly List<string> _drivers = [];
    private string? _subVendor;
    private string? _subDevice;
    private bool _isVerbose;

    /// <summary>Details that don't concern drivers are ignored without a warning.</summary>
    public void AddDetail(string line)
    {
        if (ListingLines.Subsystem().Match(line) is { Success: true } subsystem)
            (_subVendor, _subDevice) = (subsystem.Groups["vendor"].Value, subsystem.Groups["device"].Value);
        else if (ListingLines.KernelDrivers().Match(line) is { Success: true } drivers)
            _drivers.AddRange(drivers.Groups["names"].Value.Split(", "));
        else if (line.StartsWith("Flags: ", StringComparison.Ordinal))
            _isVerbose = true;
    }

    public ListedDevice ToDevice() => new(
        $"pci {first.Groups["slot"].Value}",
        $"{first.Groups["vendor"].Value}:{first.Groups["device"].Value}  {first.Groups["name"].Value}".TrimEnd(),
        PartialModalias.OfPci(
            first.Groups["vendor"].Value, first.Groups["device"].Value, _subVendor, _subDevice,
            first.Groups["class"].Value, Interface()))
    {
        DriversSeen = _drivers,
    };

    /// <summary>With -v it is omitted if it is 0; without -v it is never printed.</summary>
    private string? Interface() =>
        first.Groups["interface"] is { Success: true } known ? known.Value : _isVerbose ? "00" : null;
}
