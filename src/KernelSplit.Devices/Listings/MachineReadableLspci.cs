using System.Text.RegularExpressions;

namespace KernelSplit.Devices.Listings;

/// <summary>A line of <c>lspci -mmnn</c> or <c>-mn</c>: quoted fields, <c>-r03</c> and <c>-p30</c>.</summary>
internal static partial class MachineReadableLspci
{
    private const int Class = 0;
    private const int Vendor = 1;
    private const int Device = 2;
    private const int SubVendor = 3;
    private const int SubDevice = 4;

    public static bool IsOne(string line) => Line().IsMatch(line);

    /// <summary>Null if it has names instead of numbers.</summary>
    public static ListedDevice? Read(string line)
    {
        var match = Line().Match(line);
        var fields = match.Groups["field"].Captures.Select(field => field.Value).ToList();
        if (fields.Count <= SubDevice || Enumerable.Range(Class, SubVendor).Any(field => Number(fields[field]) is null))
            return null;
        var (vendor, device) = (Number(fields[Vendor])!, Number(fields[Device])!);
        return new ListedDevice(
            $"pci {match.Groups["slot"].Value}",
            $"{vendor}:{device}  {NameOf(fields[Vendor])} {NameOf(fields[Device])}".TrimEnd(),
            // A programming interface of 0 is left out.
            PartialModalias.OfPci(
                vendor, device, Number(fields[SubVendor]), Number(fields[SubDevice]), Number(fields[Class]),
                match.Groups["interface"] is { Success: true } known ? known.Value : "00"));
    }

    private static string? Number(string field) =>
        ListingLines.RecordNumber().Match(field) is { Success: true } match && match.Groups["number"].Length == 4
            ? match.Groups["number"].Value
            : null;

    private static string NameOf(string field) =>
        field.LastIndexOf(" [", StringComparison.Ordinal) is var end and > 0 ? field[..end] : "";

    [GeneratedRegex(
        $@"^{ListingLines.Slot}( ""(?<field>[^""]*)""| -r[0-9a-f]{{2}}| -p(?<interface>[0-9a-f]{{2}}))+$")]
    private static partial Regex Line();
}
