using System.Text.RegularExpressions;
using KernelSplit.Devices.Naming;

namespace KernelSplit.Devices.Listings;

/// <summary>
/// A device ID as users write it: a modalias, a module's alias pattern, or IDs as printed by lspci and lsusb.
/// </summary>
public static partial class DeviceId
{
    private static readonly string[] PciFields = ["v", "d", "sv", "sd", "bc", "sc", "i"];
    private static readonly string[] UsbFields = ["v", "p", "d", "dc", "dsc", "dp", "ic", "isc", "ip", "in"];

    /// <returns>The device, with <c>*</c> for unknown fields; null if the text has none of these forms.</returns>
    /// <param name="text"><c>15ad:07b0</c>, <c>8086:1521:15d9:*</c>, <c>usb:0bda:8153</c>,
    /// <c>pci:v00008086d00001520sv*...</c></param>
    public static ListedDevice? Read(string text)
    {
        var bare = PartialModalias.WithUpperHex(text.Trim('"', '\'', ' '));
        if (Numbers().Match(bare) is { Success: true } numbers)
            return OfNumbers(numbers);
        return Modalias().IsMatch(bare) ? new ListedDevice("", "", Completed(bare)) : null;
    }

    /// <summary>
    /// The part of a modalias that identifies one PCI or USB device or HD audio codec, without subsystem and class;
    /// null
    /// if it matches several, or is of another bus.
    /// </summary>
    public static string? OneDevice(string modalias) =>
        Pair().Match(modalias) is { Success: true } pair ? pair.Value : null;

    private static ListedDevice? OfNumbers(Match match)
    {
        var (vendor, device) = (Value(match, "vendor"), Value(match, "device"));
        if (match.Groups["bus"].Value != "usb:")
            return new ListedDevice(
                "",
                "",
                PartialModalias.OfPci(
                    vendor, device, Value(match, "subvendor"), Value(match, "subdevice"), null, null));
        return match.Groups["subvendor"].Success
            ? null
            : new ListedDevice("", "", PartialModalias.OfUsb(vendor, device, null));
    }

    /// <summary>A truncated PCI or USB modalias stands for all that start with it.</summary>
    private static string Completed(string modalias)
    {
        if (!Cut().IsMatch(modalias))
            return modalias;
        var bus = modalias[..(modalias.IndexOf(':', StringComparison.Ordinal) + 1)];
        var fields = new AliasFields(modalias[bus.Length..].TrimEnd('.'));
        return bus + string
            .Concat((bus == PartialModalias.Pci ? PciFields : UsbFields).Select(name => name + (fields[name] ?? "*")));
    }

    private static string? Value(Match match, string name) =>
        match.Groups[name] is { Success: true, Value: not "*" } group ? group.Value : null;

    [GeneratedRegex(
        @"^(?<bus>pci:|usb:)?(?<vendor>[0-9a-f]{4}|\*):(?<device>[0-9a-f]{4}|\*)"
        + @"(:(?<subvendor>[0-9a-f]{4}|\*):(?<subdevice>[0-9a-f]{4}|\*))?$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Numbers();

    /// <summary>scripts/mod/file2alias.c writes <c>acpi*:</c> and <c>dmi*:</c> with an asterisk.</summary>
    [GeneratedRegex(@"^(?!(pci|usb):[^v])[a-z][A-Za-z0-9_-]*\*?:(?!//)[!-~]+$")]
    private static partial Regex Modalias();

    [GeneratedRegex("^(pci:v[0-9A-F]{8}d[0-9A-F]{8}|usb:v[0-9A-F]{4}p[0-9A-F]{4}|hdaudio:v[0-9A-F]{8})")]
    private static partial Regex Pair();

    [GeneratedRegex(@"^(pci:v[^i]*|usb:v((?!in).)*)$")]
    private static partial Regex Cut();
}
