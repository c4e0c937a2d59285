namespace KernelSplit.Devices.Naming;

/// <summary>
/// Describes a module's aliases in words. The formats are those of scripts/mod/file2alias.c; names of vendors and
/// devices come from pci.ids and usb.ids, which are read on first use.
/// </summary>
/// <param name="pciIds">A pci.ids(5) file, optionally gzipped; null to show only IDs.</param>
/// <param name="usbIds">The same for USB.</param>
public sealed class DeviceNames(string? pciIds, string? usbIds)
{
    private readonly IdNames _ids = new(pciIds, usbIds);

    /// <summary>The names from this machine's files.</summary>
    public static DeviceNames Load() => new(IdsFile.Find("pci.ids"), IdsFile.Find("usb.ids"));

    /// <summary>How to get missing names; null if none are missing.</summary>
    public string? Advice => (pciIds, usbIds) switch
    {
        (not null, not null) => null,
        (null, not null) => "For names of PCI devices, install pci.ids (Debian, Ubuntu) or hwdata (Fedora, openSUSE)",
        (not null, null) => "For names of USB devices, install usb.ids (Debian, Ubuntu) or hwdata (Fedora, openSUSE)",
        _ => "For names of devices, install pci.ids and usb.ids (Debian, Ubuntu) or hwdata (Fedora, openSUSE)",
    };

    /// <summary>Text in an unknown format is returned unchanged.</summary>
    public DeviceAlias Describe(string alias) =>
        Buses.Describe(alias, _ids) ?? ModuleRequests.Describe(alias) ?? new DeviceAlias(null, "", alias);
}
