namespace KernelSplit.Devices.Naming;

/// <summary><c>usb:vNpNdNdcNdscNdpNicNiscNipNinN</c>, and HID devices, which are mostly on USB.</summary>
internal static class UsbDevices
{
    private static readonly Dictionary<uint, string> HidBuses = NameTable.OfNumbers(
        (0x03, "USB"), (0x05, "Bluetooth"), (0x06, "virtual"), (0x18, "I2C"), (0x1C, "SPI"),
        (0x1F, "Intel ISH"), (0x20, "AMD SFH"));

    private static readonly Dictionary<uint, string> HidGroups = NameTable.OfNumbers(
        (0x0001, "generic device"),
        (0x0002, "touch screen"),
        (0x0003, "sensor hub"),
        (0x0004, "touch screen for Windows 8"),
        (0x0100, "Synaptics RMI touchpad"),
        (0x0101, "Wacom tablet"),
        (0x0102, "Logitech receiver"),
        (0x0103, "Steam controller"),
        (0x0104, "Logitech 27 MHz receiver"),
        (0x0105, "Vivaldi keyboard"));

    public static DeviceAlias? Describe(string text, IdsFile names)
    {
        var fields = new AliasFields(text);
        if (!fields.Has("v") || !fields.Has("p"))
            return null;
        var ids = fields.Pair("v", "p");
        var subject = ids.Length > 0 ? NameOf(fields, names) : AnyOf(fields, names);
        return new DeviceAlias("USB", ids, Phrase.Join(
            ", ",
            subject,
            Phrase.Prefixed("class", DescribeClass(fields.Code("dc", "dsc", "dp"), names)),
            Phrase.Prefixed("interface class", DescribeClass(fields.Code("ic", "isc", "ip"), names)),
            Phrase.Prefixed("interface", fields["in"]),
            Phrase.Prefixed("release", fields["d"])));
    }

    public static DeviceAlias? DescribeHid(string text, IdNames names)
    {
        var fields = new AliasFields(text);
        if (!fields.Has("b") || !fields.Has("g"))
            return null;
        var ids = fields.Pair("v", "p");
        // Bluetooth devices use their vendors' USB IDs.
        var subject = ids.Length > 0 ? NameOf(fields, names.Usb) : AnyOf(fields, names.Usb);
        var bus = fields.Number("b") is { } number ? HidBuses.GetValueOrDefault(number, fields["b"]!) : null;
        var group = fields.Number("g") is { } g ? HidGroups.GetValueOrDefault(g, $"group {fields["g"]}") : null;
        var place = Phrase.Join(" ", "HID", Phrase.Prefixed("on", bus));
        return new DeviceAlias(place, ids, Phrase.Join(", ", subject, group));
    }

    private static string? NameOf(AliasFields fields, IdsFile names) =>
        fields.Number("v") is { } vendor
            ? Phrase.Join(" ", names.Vendor(vendor), names.Device(vendor, fields.Number("p") ?? uint.MaxValue))
            : null;

    private static string AnyOf(AliasFields fields, IdsFile names) => Phrase.Join(
        " ",
        "any device",
        fields.Number("v") is { } vendor ? Phrase.Prefixed("of", names.Vendor(vendor) ?? $"vendor {vendor:x4}") : null,
        Phrase.Prefixed("with product ID", fields["p"] is { } product ? Hex.Short(product) : null));

    private static string? DescribeClass(string code, IdsFile names)
    {
        string?[] known = [.. Enumerable.Range(1, code.Length / 2).Select(digits => names.Class(code[..(2 * digits)]))];
        return Phrase.Join(" ", code, Phrase.InParentheses(Phrase.Join(", ", known)));
    }
}
