using System.Text.RegularExpressions;
using KernelSplit.Devices.Naming;
using KernelSplit.Modules.Aliases;

namespace KernelSplit.Devices.Listings;

/// <summary>
/// Modaliases with some known fields: <c>pci:v*d*sv*sd*bc*sc*i*</c>, <c>usb:v*p*d*dc*dsc*dp*ic*isc*ip*in*</c> and
/// <c>hdaudio:v*r*a*</c> (do_pci_entry, do_usb_entry and do_hda_entry in scripts/mod/file2alias.c; pci_uevent,
/// usb_uevent and snd_hdac_codec_modalias for the device).
/// </summary>
internal static partial class PartialModalias
{
    public const string Pci = "pci:";
    public const string Usb = "usb:";
    public const string HdAudio = "hdaudio:";

    /// <summary>The buses whose modaliases can be partial.</summary>
    public static IReadOnlyList<string> Buses { get; } = [Pci, Usb, HdAudio];

    /// <summary>Which of them a modalias is of.</summary>
    public static string? BusOf(string modalias) =>
        Buses.FirstOrDefault(bus => modalias.StartsWith(bus, StringComparison.Ordinal));

    /// <summary>IDs as printed by lspci, hexadecimal; null if unknown.</summary>
    public static string OfPci(
        string? vendor, string? device, string? subVendor, string? subDevice, string? classCode,
        string? interfaceCode) =>
        $"{Pci}v{Wide(vendor)}d{Wide(device)}sv{Wide(subVendor)}sd{Wide(subDevice)}"
        + $"bc{Upper(classCode?[..2])}sc{Upper(classCode?[2..])}i{Upper(interfaceCode)}";

    /// <inheritdoc cref="OfPci"/>
    public static string OfUsb(string? vendor, string? product, string? classCode) =>
        $"{Usb}v{Upper(vendor)}p{Upper(product)}d*dc{Upper(classCode)}dsc*dp*ic{Upper(classCode)}isc*ip*in*";

    /// <summary>
    /// Whether an alias may match a device. Equal wildcards in both, such as <c>d01[0-9]*</c>, match.
    /// </summary>
    /// <returns>
    /// Null if it can't match; else the fields that the alias requires and the listing doesn't have, such as
    /// <c>i02</c>: none if it matches for certain.
    /// </returns>
    public static IReadOnlyList<string>? Match(AliasFields device, AliasFields alias)
    {
        var open = new List<string>();
        foreach (var name in alias.Names)
        {
            if (alias[name] is not { } wanted)
                continue;
            if (device[name] is not { } value)
                open.Add(name + wanted);
            else if (value != wanted && !Wildcard.Matches(wanted, value))
                return null;
        }
        return open;
    }

    /// <summary>
    /// A PCI or USB modalias as the kernel writes it, where somebody wrote its numbers in lower case: a letter of a
    /// number would be a field's name.
    /// </summary>
    public static string WithUpperHex(string modalias)
    {
        var match = PciFields().Match(modalias) is { Success: true } pci ? pci : UsbFields().Match(modalias);
        var text = modalias.ToCharArray();
        foreach (var number in match.Groups["number"].Captures.Cast<Capture>())
        {
            for (var at = number.Index; at < number.Index + number.Length; at++)
                text[at] = char.ToUpperInvariant(text[at]);
        }

        return new string(text);
    }

    private const string Two = @"(?<number>[0-9a-fA-F]{2}|\*)";
    private const string Four = @"(?<number>[0-9a-fA-F]{4}|\*)";
    private const string Eight = @"(?<number>[0-9a-fA-F]{8}|\*)";

    [GeneratedRegex($"^pci:v{Eight}(d{Eight}(sv{Eight}(sd{Eight}(bc{Two}(sc{Two}(i{Two})?)?)?)?)?)?")]
    private static partial Regex PciFields();

    [GeneratedRegex(
        $"^usb:v{Four}(p{Four}(d{Four}(dc{Two}(dsc{Two}(dp{Two}(ic{Two}(isc{Two}(ip{Two}(in{Two})?)?)?)?)?)?)?)?)?")]
    private static partial Regex UsbFields();

    private static string Wide(string? number) => number is null ? "*" : Upper(number).PadLeft(8, '0');

    private static string Upper(string? number) => number?.ToUpperInvariant() ?? "*";
}
