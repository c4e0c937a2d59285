namespace KernelSplit.Devices.Listings;

/// <summary>A device of a machine, as far as a listing tells of it.</summary>
/// <param name="Place">Where it sits: <c>pci 00:03.0</c>, <c>usb 001:002</c>.</param>
/// <param name="Name">What the listing calls it; empty where it has no name.</param>
/// <param name="Modalias">As /sys shows it, with <c>*</c> for numbers of PCI and USB that the listing doesn't tell.</param>
public sealed record ListedDevice(string Place, string Name, string Modalias)
{
    /// <summary>Drivers and modules that the listing names beside it; another kernel's perhaps.</summary>
    public IReadOnlyList<string> DriversSeen { get; init; } = [];

    /// <summary>
    /// Somebody gave the machine this device, which therefore wants a driver. /sys has modaliases of much that doesn't.
    /// </summary>
    public bool IsConfigured { get; init; }

    /// <summary>Only PCI and USB have modaliases with fields; a star elsewhere is a star.</summary>
    public bool IsPartial => Modalias.Contains('*') && (IsUsb || Modalias.StartsWith(PartialModalias.Pci, StringComparison.Ordinal));

    public bool IsUsb => Modalias.StartsWith(PartialModalias.Usb, StringComparison.Ordinal);
}
