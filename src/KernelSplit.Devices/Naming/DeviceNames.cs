namespace KernelSplit.Devices.Naming;

/// <summary>
/// Says in words what a module's aliases stand for. The forms of the patterns are those of scripts/mod/file2alias.c;
/// names of vendors and devices are read from pci.ids and usb.ids when the first one is wanted.
/// </summary>
/// <param name="pciIds">A file as pci.ids(5) describes it, also with gzip; nothing for numbers only.</param>
/// <param name="usbIds">The same for USB.</param>
public sealed class DeviceNames(string? pciIds, string? usbIds)
{
    private readonly IdNames _ids = new(pciIds, usbIds);

    /// <summary>What names there are on this machine.</summary>
    public static DeviceNames Load() => new(IdsFile.Find("pci.ids"), IdsFile.Find("usb.ids"));

    /// <summary>How to get the names that are missing; nothing when all are there.</summary>
    public string? Advice => (pciIds, usbIds) switch
    {
        (not null, not null) => null,
        (null, not null) => "For names of PCI devices, install pci.ids (Debian, Ubuntu) or hwdata (Fedora, openSUSE)",
        (not null, null) => "For names of USB devices, install usb.ids (Debian, Ubuntu) or hwdata (Fedora, openSUSE)",
        _ => "For names of devices, install pci.ids and usb.ids (Debian, Ubuntu) or hwdata (Fedora, openSUSE)",
    };

    /// <summary>Any text may be asked for: of what it isn't a known form of, it says the text itself.</summary>
    public DeviceAlias Describe(string alias) =>
        Buses.Describe(alias, _ids) ?? Requests.Describe(alias) ?? new DeviceAlias(null, "", alias);
}
