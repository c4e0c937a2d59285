namespace KernelSplit.Devices.Naming;

/// <summary>Buses whose IDs are few and in no public list such as pci.ids.</summary>
internal static class BoardDevices
{
    // include/linux/mmc/sdio_ids.h
    private static readonly string[] SdioClasses =
    [
        "any other device", "serial port", "Bluetooth (type A)", "Bluetooth (type B)", "GPS", "camera", "PHS",
        "wireless network", "ATA disk", "Bluetooth (AMP)",
    ];

    // include/scsi/scsi_proto.h
    private static readonly Dictionary<uint, string> ScsiTypes = NameTable.OfNumbers(
        (0x00, "disk"), (0x01, "tape drive"), (0x02, "printer"), (0x03, "processor"), (0x04, "WORM disk"),
        (0x05, "CD or DVD drive"), (0x06, "scanner"), (0x07, "magneto-optical disk"), (0x08, "medium changer"),
        (0x09, "communications device"), (0x0C, "RAID controller"), (0x0D, "enclosure"), (0x0E, "simple disk (RBC)"),
        (0x11, "object storage"), (0x14, "zoned disk"));

    // include/uapi/linux/serio.h
    private static readonly Dictionary<uint, string> SerioTypes = NameTable.OfNumbers(
        (0x00, "XT keyboard port"), (0x01, "PS/2 port"), (0x02, "serial line"), (0x03, "HP HIL"),
        (0x05, "PS/2 port behind a touchpad"), (0x06, "PS/2 port (translated)"));

    // PCMCIA function IDs: include/pcmcia/ciscode.h and cistpl.h
    private static readonly string[] PcmciaFunctions =
    [
        "multi-function card", "memory card", "serial port or modem", "parallel port", "disk", "video adapter",
        "network adapter", "AIMS", "SCSI controller",
    ];

    // Fields with hashes of a PCMCIA card's product strings.
    private static readonly string[] HashedNames = ["pa", "pb", "pc", "pd"];

    public static DeviceAlias Sdio(AliasFields fields) =>
        new("SDIO", fields.OpenPair("v", "d"), fields.Number("c") is { } c ? SdioClass(c) : "");

    /// <summary><c>t-0x05*</c></summary>
    public static DeviceAlias? Scsi(string text)
    {
        var type = text.StartsWith("t-0x", StringComparison.Ordinal) ? Hex.TryParse(text[4..].TrimEnd('*')) : null;
        return type is { } number
            ? new DeviceAlias("SCSI", "", ScsiTypes.GetValueOrDefault(number, $"device of type {number:x2}"))
            : null;
    }

    public static DeviceAlias Serio(AliasFields fields) => new("serio", "", Phrase.Join(
        ", ",
        fields.Number("ty") is { } type ? SerioTypes.GetValueOrDefault(type, $"port of type {type:x2}") : "any port",
        Phrase.Prefixed("protocol", fields["pr"])));

    public static DeviceAlias Pcmcia(AliasFields fields) => new("PCMCIA", fields.OpenPair("m", "c"), Phrase.Join(
        ", ",
        fields.Number("f") is { } f ? f < PcmciaFunctions.Length ? PcmciaFunctions[f] : $"function {f:x2}" : null,
        HashedNames.Any(name => fields[name] is not null) ? "matched by product strings" : null));

    /// <summary>Codec vendors have the same IDs as on PCI.</summary>
    public static DeviceAlias HdAudio(AliasFields fields, IdsFile pci)
    {
        if (fields.Number("v") is not { } codec)
            return new DeviceAlias("HD audio", fields["v"] ?? "", "any codec");
        var ids = $"{codec >> 16:x4}:{codec & 0xFFFF:x4}";
        return new DeviceAlias("HD audio", ids, pci.Vendor(codec >> 16) is { } maker ? $"{maker} codec" : "");
    }

    public static DeviceAlias FireWire(AliasFields fields) =>
        new("FireWire", fields.OpenPair("ven", "mo"), FireWireUnit(fields));

    private static string FireWireUnit(AliasFields fields) => (fields.Number("sp"), fields.Number("ver")) switch
    {
        (0x609E, 0x10483) => "disk (SBP-2)",
        (0x5E, 1) => "IPv4 network",
        (0x5E, 2) => "IPv6 network",
        (0xA02D, 0x10001) => "AV/C device",
        (0xA02D, >= 0x100 and <= 0x102) => "camera (IIDC)",
        (null, null) => "",
        _ => $"unit {fields.OpenPair("sp", "ver")}",
    };

    /// <summary>32 bits, <c>?</c> for ignored ones; a digit with such a bit becomes a <c>?</c>.</summary>
    public static DeviceAlias? Mdio(string bits)
    {
        if (bits.Length != 32 || bits.AsSpan().ContainsAnyExcept('0', '1', '?'))
            return null;
        var digits = bits.Chunk(4)
            .Select(four => four.Contains('?') ? "?" : $"{Convert.ToInt32(new string(four), 2):x}");
        return new DeviceAlias("MDIO", string.Concat(digits), "network PHY");
    }

    private static string SdioClass(uint number) =>
        number < SdioClasses.Length ? SdioClasses[number] : $"device of class {number:x2}";
}
