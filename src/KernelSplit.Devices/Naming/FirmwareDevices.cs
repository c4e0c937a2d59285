namespace KernelSplit.Devices.Naming;

/// <summary>Devices and machines described by firmware: ACPI, PNP, device tree, DMI.</summary>
internal static class FirmwareDevices
{
    // IDs defined in the ACPI specification and in Linux (include/acpi, drivers/acpi).
    private static readonly Dictionary<string, string> Ids = NameTable.Of(
        ("PNP0103", "HPET timer"), ("PNP0303", "PS/2 keyboard"), ("PNP0400", "parallel port"),
        ("PNP0401", "parallel port (ECP)"), ("PNP0500", "serial port"), ("PNP0501", "serial port (16550A)"),
        ("PNP0700", "floppy disk controller"), ("PNP0A03", "PCI root bridge"), ("PNP0A05", "container"),
        ("PNP0A06", "container"), ("PNP0A08", "PCI Express root bridge"), ("PNP0B00", "real-time clock"),
        ("PNP0C09", "embedded controller"), ("PNP0C0A", "battery"), ("PNP0C0B", "fan"),
        ("PNP0C0C", "power button"), ("PNP0C0D", "lid switch"), ("PNP0C0E", "sleep button"),
        ("PNP0C0F", "PCI interrupt link"), ("PNP0C14", "WMI"), ("PNP0C31", "TPM"), ("PNP0C50", "HID over I2C"),
        ("PNP0C80", "memory"), ("PNP0D10", "USB 3 controller"), ("PNP0D20", "USB 2 controller"),
        ("PNP0D40", "SD host controller"), ("PNP0D80", "power engine"), ("PNP0F03", "PS/2 mouse"),
        ("PNP0F13", "PS/2 mouse"), ("ACPI0003", "AC adapter"), ("ACPI0004", "container"),
        ("ACPI0007", "processor"), ("ACPI000C", "processor aggregator"), ("ACPI000D", "power meter"),
        ("ACPI000E", "time and alarm"), ("ACPI0008", "ambient light sensor"), ("ACPI0010", "processor container"),
        ("ACPI0011", "generic buttons"), ("ACPI0012", "NVDIMM root"), ("ACPI0016", "CXL host bridge"),
        ("ACPI0017", "CXL root"), ("IPI0001", "IPMI controller"), ("MSFT0101", "TPM 2.0"),
        ("LNXCPU", "processor"), ("LNXPWRBN", "power button"), ("LNXSLPBN", "sleep button"),
        ("LNXTHERM", "thermal zone"), ("LNXVIDEO", "graphics adapter"), ("QEMU0001", "panic device (pvpanic)"),
        ("QEMU0002", "firmware configuration (fw_cfg)"), ("VMGENCTR", "VM generation counter"));

    // dmi_fields in file2alias.c; a longer prefix comes before its own prefixes.
    private static readonly (string Prefix, string Text)[] DmiFields =
    [
        ("bvn", "BIOS vendor"), ("bvr", "BIOS version"), ("bd", "BIOS date"), ("br", "BIOS release"),
        ("efr", "firmware release"), ("svn", "vendor"), ("sku", "SKU"), ("pn", "product"), ("pvr", "product version"),
        ("rvn", "board vendor"), ("rn", "board"), ("rvr", "board version"), ("cvn", "chassis vendor"),
        ("ct", "chassis type"), ("cvr", "chassis version"),
    ];

    public static DeviceAlias? DescribeAcpi(string text, IdNames names)
    {
        var id = text.TrimEnd('*').Trim(':');
        if (id.Length == 0 || id.Contains(':', StringComparison.Ordinal))
            return null;
        // A PCI class code, for controllers that are described by ACPI instead.
        if (id.Length == 6 && id.All(c => char.IsAsciiHexDigit(c) || c == '?'))
        {
            var known = PciDevices.DescribeClass(id.TrimEnd('?'), names.Pci);
            return new DeviceAlias("ACPI", "", $"any device of class {known}");
        }
        return new DeviceAlias("ACPI", id, Ids.GetValueOrDefault(id.ToUpperInvariant(), ""));
    }

    /// <summary><c>dIFX0102*</c>; <c>cCTL0001dPNP0600</c> for a device on a card.</summary>
    public static DeviceAlias? DescribePnp(string text)
    {
        if (text.Length == 0 || text[0] is not ('c' or 'd'))
            return null;
        var id = text[1..].TrimEnd('*');
        return new DeviceAlias("PNP", id, Ids.GetValueOrDefault(id.ToUpperInvariant(), ""));
    }

    /// <summary><c>N(name)T(type)C(compatible)</c>, and again with a trailing <c>C*</c>.</summary>
    public static DeviceAlias? DescribeDeviceTree(string text)
    {
        var type = text.IndexOf('T', StringComparison.Ordinal);
        var compatible = type < 0 ? -1 : text.IndexOf('C', type);
        if (text.Length == 0 || text[0] != 'N' || type < 0)
            return null;
        var end = compatible < 0 ? text.Length : compatible;
        var ids = compatible < 0 ? "" : text[(compatible + 1)..];
        if (ids.EndsWith("C*", StringComparison.Ordinal))
            ids = ids[..^2];
        return new DeviceAlias("device tree", ids.TrimEnd('*'), Phrase.Join(
            ", ",
            Phrase.Prefixed("named", text[1..type].Trim('*')),
            Phrase.Prefixed("of type", text[(type + 1)..end].Trim('*'))));
    }

    /// <summary><c>dmi*:svn*PCEngines*:pn*apu1*:</c></summary>
    public static DeviceAlias? DescribeDmi(string text)
    {
        var parts = new List<string>();
        foreach (var part in text.Split(':').Where(part => part.Trim('*').Length > 0))
        {
            var (prefix, words) =
                DmiFields.FirstOrDefault(field => part.StartsWith(field.Prefix, StringComparison.Ordinal));
            if (prefix is null)
                return null;
            if (part[prefix.Length..].Trim('*') is { Length: > 0 } value)
                parts.Add($"{words} {value}");
        }
        return new DeviceAlias("machine", "", parts.Count == 0 ? "of any kind" : $"with {string.Join(", ", parts)}");
    }
}
