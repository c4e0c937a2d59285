namespace KernelSplit.Devices.Naming;

/// <summary>Dispatches an alias by its bus: the word before its first colon.</summary>
internal static class Buses
{
    private static readonly Dictionary<string, Func<string, IdNames, DeviceAlias?>> Decoders = new()
    {
        ["pci"] = (text, names) => PciDevices.Describe("PCI", text, names.Pci),
        ["vfio_pci"] = (text, names) => PciDevices.Describe("PCI for VFIO", text, names.Pci),
        ["usb"] = (text, names) => UsbDevices.Describe(text, names.Usb),
        ["hid"] = UsbDevices.DescribeHid,
        ["virtio"] = (text, _) => VirtualDevices.DescribeVirtio(text),
        ["vmbus"] = (text, _) => VirtualDevices.DescribeVmBus(text),
        ["xen"] = (text, _) => VirtualDevices.DescribeXen("Xen", text),
        ["xen-backend"] = (text, _) => VirtualDevices.DescribeXen("Xen backend for", text),
        ["acpi"] = FirmwareDevices.DescribeAcpi,
        ["pnp"] = (text, _) => FirmwareDevices.DescribePnp(text),
        ["of"] = (text, _) => FirmwareDevices.DescribeDeviceTree(text),
        ["dmi"] = (text, _) => FirmwareDevices.DescribeDmi(text),
        ["cpu"] = (text, _) => Processors.Describe(text),
        ["input"] = (text, _) => InputDevices.Describe(text),
        ["scsi"] = (text, _) => BoardDevices.Scsi(text),
        ["mdio"] = (text, _) => BoardDevices.Mdio(text),
        ["sdio"] = (text, _) => BoardDevices.Sdio(new AliasFields(text)),
        ["serio"] = (text, _) => BoardDevices.Serio(new AliasFields(text)),
        ["pcmcia"] = (text, _) => BoardDevices.Pcmcia(new AliasFields(text)),
        ["ieee1394"] = (text, _) => BoardDevices.FireWire(new AliasFields(text)),
        ["hdaudio"] = (text, names) => BoardDevices.HdAudio(new AliasFields(text), names.Pci),
    };

    // After the colon follows the device's name on the bus, or IDs without a public list.
    private static readonly Dictionary<string, string> Named = NameTable.Of(
        ("i2c", "I2C"), ("i3c", "I3C"), ("spi", "SPI"), ("platform", "platform"), ("auxiliary", "auxiliary"),
        ("wmi", "WMI"), ("mei", "Intel ME"), ("ishtp", "Intel ISH"), ("mhi", "MHI"), ("sdw", "SoundWire"),
        ("ssb", "SSB"), ("bcma", "BCMA"), ("isa", "ISA"), ("eisa", "EISA"), ("nd", "NVDIMM"), ("dax", "DAX"),
        ("cxl", "CXL"), ("idxd", "IDXD"), ("ssam", "Surface"), ("typec", "USB Type-C"), ("tbsvc", "Thunderbolt"),
        ("rmi", "RMI"), ("slim", "SLIMbus"), ("rpmsg", "RPMsg"), ("amba", "AMBA"), ("fsl-mc", "FSL-MC"),
        ("coreboot", "coreboot"), ("ccw", "CCW"), ("vio", "VIO"), ("mmc", "MMC"), ("ulpi", "ULPI"),
        ("usbfunc", "USB gadget"), ("apr", "APR"), ("dfl", "DFL"), ("tee", "TEE"), ("zorro", "Zorro"));

    /// <summary>Null if the bus is unknown, or the pattern is not in file2alias's format.</summary>
    public static DeviceAlias? Describe(string alias, IdNames names)
    {
        var colon = alias.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return null;
        var bus = alias[..colon].TrimEnd('*');
        var text = alias[(colon + 1)..];
        if (Decoders.TryGetValue(bus, out var decode))
            return decode(text, names);
        return Named.TryGetValue(bus, out var name) ? new DeviceAlias(name, text.TrimEnd('*'), "") : null;
    }
}
