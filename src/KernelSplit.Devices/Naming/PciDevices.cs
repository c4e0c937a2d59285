namespace KernelSplit.Devices.Naming;

/// <summary><c>pci:vNdNsvNsdNbcNscNiN</c></summary>
internal static class PciDevices
{
    public static DeviceAlias? Describe(string bus, string text, IdsFile names)
    {
        var fields = new AliasFields(text);
        if (!fields.Has("v") || !fields.Has("bc"))
            return null;
        var ids = fields.Pair("v", "d");
        var ofClass = Phrase.Prefixed("class", DescribeClass(fields.Code("bc", "sc", "i"), names));
        var subject = ids.Length > 0 ? NameOf(fields, names) : AnyOf(fields, names);
        if (fields["v"] is null && fields["d"] is null)
            (subject, ofClass) = (Phrase.Join(" of ", subject, ofClass), null);
        return new DeviceAlias(bus, ids, Phrase.Join(", ", subject, Subsystem(fields, names), ofClass));
    }

    /// <summary><c>0c0330 (USB controller, XHCI)</c></summary>
    public static string DescribeClass(string code, IdsFile names)
    {
        var subclass = code.Length >= 4 ? names.Class(code[..4]) : null;
        var inner = subclass is null
            ? code.Length >= 2 ? names.Class(code[..2]) : null
            : Phrase.Join(", ", subclass, code.Length == 6 ? names.Class(code) : null);
        return Phrase.Join(" ", code, Phrase.InParentheses(inner));
    }

    private static string? NameOf(AliasFields fields, IdsFile names) =>
        fields.Number("v") is { } vendor && fields.Number("d") is { } device
            ? Phrase.Join(" ", names.Vendor(vendor), names.Device(vendor, device))
            : null;

    private static string AnyOf(AliasFields fields, IdsFile names) => Phrase.Join(
        " ",
        "any device",
        fields.Number("v") is { } vendor ? $"of {names.Vendor(vendor) ?? $"vendor {vendor:x4}"}" : null,
        fields["d"] is { } device ? $"with device ID {Hex.Short(device)}" : null);

    private static string? Subsystem(AliasFields fields, IdsFile names)
    {
        if (fields.OpenPair("sv", "sd") is not { Length: > 0 } ids)
            return null;
        return Phrase.Join(" ", "subsystem", ids, Phrase.InParentheses(SubsystemName(fields, names)));
    }

    private static string? SubsystemName(AliasFields fields, IdsFile names)
    {
        if (fields.Number("sv") is not { } subVendor)
            return null;
        var exact = fields.Number("v") is { } vendor
            && fields.Number("d") is { } device
            && fields.Number("sd") is { } subDevice
                ? names.Subsystem(vendor, device, subVendor, subDevice)
                : null;
        return exact ?? names.Vendor(subVendor);
    }
}
