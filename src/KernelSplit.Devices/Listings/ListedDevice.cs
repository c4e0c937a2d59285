namespace KernelSplit.Devices.Listings;

/// <summary>A device of a machine, as far as a listing describes it.</summary>
/// <param name="Place">Its bus address: <c>pci 00:03.0</c>, <c>usb 001:002</c>.</param>
/// <param name="Name">Its name in the listing; may be empty.</param>
/// <param name="Modalias">
/// As in /sys, with <c>*</c> for fields of PCI, USB and HD audio that are not in the listing.
/// </param>
public sealed record ListedDevice(string Place, string Name, string Modalias)
{
    /// <summary>Drivers and modules that the listing gives for it; perhaps those of another kernel.</summary>
    public IReadOnlyList<string> DriversSeen { get; init; } = [];

    /// <summary>
    /// The device is part of the machine's configuration, so it needs a driver. /sys has many modaliases that need
    /// none.
    /// </summary>
    public bool IsConfigured { get; init; }

    /// <summary>Only those of PCI, USB and HD audio can be partial; elsewhere an asterisk is literal.</summary>
    public bool IsPartial => Modalias.Contains('*') && PartialModalias.BusOf(Modalias) is not null;

    /// <summary>A codec behind an HD audio controller.</summary>
    public bool IsCodec => PartialModalias.BusOf(Modalias) == PartialModalias.HdAudio;

    public bool IsUsb => Modalias.StartsWith(PartialModalias.Usb, StringComparison.Ordinal);
}
