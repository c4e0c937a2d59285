namespace KernelSplit.Modules.Devices;

/// <summary><c>pci:vNdNsvNsdNbcNscNiN</c></summary>
internal static class PciDevices
{
    public static DeviceAlias? Describe(string bus, string text, IdsFile names)
    {
        var fields = new AliasFields(text);
        if (!fields.Has("v") || !fields.Has("bc"))
            return null;
        var ids = fields["v"] is { } vendor && fields["d"] is { } device ? $"{Hex.Short(vendor)}:{Hex.Short(device)}" : "";
        var subject = ids.Length > 0 ? NameOf(fields, names) : AnyOf(fields, names);
        return new DeviceAlias(bus, ids, Words.Join(", ", subject, Subsystem(fields, names), ClassOf(fields, names, ids)));
    }

    /// <summary><c>0c0330 (USB controller, XHCI)</c></summary>
    public static string DescribeClass(string code, IdsFile names)
    {
        var subclass = code.Length >= 4 ? names.Class(code[..4]) : null;
        var inner = subclass is null
            ? code.Length >= 2 ? names.Class(code[..2]) : null
            : Words.Join(", ", subclass, code.Length == 6 ? names.Class(code) : null);
        return Words.Join(" ", code, Words.InBrackets(inner));
    }

    private static string? NameOf(AliasFields fields, IdsFile names) =>
        fields.Number("v") is { } vendor && fields.Number("d") is { } device
            ? Words.Join(" ", names.Vendor(vendor), names.Device(vendor, device))
            : null;

    private static string AnyOf(AliasFields fields, IdsFile names)
    {
        var maker = fields.Number("v") is { } vendor
            ? Words.Prefixed("of", names.Vendor(vendor) ?? $"vendor {vendor:x4}")
            : fields["d"] is { } device ? $"with the number {Hex.Short(device)}" : null;
        return Words.Join(" ", "any device", maker, maker is null ? Words.Prefixed("of class", Class(fields, names)) : null);
    }

    private static string? ClassOf(AliasFields fields, IdsFile names, string ids) =>
        ids.Length > 0 || fields["v"] is not null || fields["d"] is not null ? Words.Prefixed("class", Class(fields, names)) : null;

    private static string? Class(AliasFields fields, IdsFile names)
    {
        string?[] parts = [fields["bc"], fields["sc"], fields["i"]];
        var last = Array.FindLastIndex(parts, part => part is not null);
        return last < 0 ? null : DescribeClass(string.Concat(parts.Take(last + 1).Select(part => part ?? "??")).ToLowerInvariant(), names);
    }

    private static string? Subsystem(AliasFields fields, IdsFile names)
    {
        if (fields["sv"] is null && fields["sd"] is null)
            return null;
        var (vendor, device) = (fields.Number("sv"), fields.Number("sd"));
        var name = vendor is { } v && device is { } d && fields.Number("v") is { } main && fields.Number("d") is { } mainDevice
            ? names.Subsystem(main, mainDevice, v, d)
            : null;
        name ??= vendor is { } of ? names.Vendor(of) : null;
        return Words.Join(" ", "subsystem", $"{Hex.Short(fields["sv"] ?? "*")}:{Hex.Short(fields["sd"] ?? "*")}", Words.InBrackets(name));
    }
}
