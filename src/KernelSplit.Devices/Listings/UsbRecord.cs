using System.Text.RegularExpressions;

namespace KernelSplit.Devices.Listings;

/// <summary>
/// A device in the output of usb-devices, which is that of the kernel's usb/devices file
/// (Documentation/driver-api/usb/usb.rst): the interfaces are what drivers match.
/// </summary>
internal sealed partial class UsbRecord
{
    private readonly List<UsbInterface> _interfaces = [];
    private string _place = "";
    private string _name = "";
    private string _class = "dc*dsc*dp*";
    private string? _ids;
    private string _shown = "";

    public static bool IsLine(string line) => AnyLine().IsMatch(line);

    public static bool IsFirstLine(string line) => line.StartsWith("T: ", StringComparison.Ordinal);

    public void Add(string line)
    {
        if (Place().Match(line) is { Success: true } place)
            _place = $"usb {place.Groups["bus"].Value}:{place.Groups["number"].Value}";
        else if (Classes().Match(line) is { Success: true } device)
            _class = $"dc{Hex(device, "class")}dsc{Hex(device, "sub")}dp{Hex(device, "protocol")}";
        else if (Ids().Match(line) is { Success: true } ids)
        {
            _ids = $"v{Hex(ids, "vendor")}p{Hex(ids, "product")}d{Hex(ids, "major")}{Hex(ids, "minor")}";
            _shown = $"{ids.Groups["vendor"].Value}:{ids.Groups["product"].Value}";
        }
        else if (Product().Match(line) is { Success: true } product)
            _name = product.Groups["name"].Value;
        else if (Interface().Match(line) is { Success: true } one)
            _interfaces.Add(new UsbInterface(
                Hex(one, "class"), Hex(one, "sub"), Hex(one, "protocol"), Hex(one, "number"),
                one.Groups["driver"].Value));
    }

    public IEnumerable<ListedDevice> ToDevices() => _ids is null
        ? []
        : _interfaces.Select(one => new ListedDevice(
            _place, $"{_shown}  {_name}".TrimEnd(),
            $"usb:{_ids}{_class}ic{one.Class}isc{one.SubClass}ip{one.Protocol}in{one.Number.PadLeft(2, '0')}")
        {
            DriversSeen = one.Driver is "" or "(none)" or "[none]" ? [] : [one.Driver],
        });

    private static string Hex(Match match, string group) => match.Groups[group].Value.ToUpperInvariant();

    private sealed record UsbInterface(
        string Class, string SubClass, string Protocol, string Number, string Driver);

    [GeneratedRegex("^[TBDPSCIE]:( |\\*|$)")]
    private static partial Regex AnyLine();

    [GeneratedRegex("^T:  Bus= ?(?<bus>[0-9]+) .*Dev#= *(?<number>[0-9]+) ")]
    private static partial Regex Place();

    [GeneratedRegex(
        "^D: .* Cls=(?<class>[0-9a-f]{2})\\(.*\\) Sub=(?<sub>[0-9a-f]{2}) Prot=(?<protocol>[0-9a-f]{2}) ")]
    private static partial Regex Classes();

    [GeneratedRegex(
        "^P: +Vendor=(?<vendor>[0-9a-f]{4}) ProdID=(?<product>[0-9a-f]{4}) Rev= ?(?<major>[0-9a-f]{2})\\."
        + "(?<minor>[0-9a-f]{2})")]
    private static partial Regex Ids();

    [GeneratedRegex("^S: +Product=(?<name>.*)$")]
    private static partial Regex Product();

    [GeneratedRegex(
        "^I: *\\*? ?If#= *(0x)?(?<number>[0-9a-f]+) .*Cls=(?<class>[0-9a-f]{2})\\(.*\\) Sub=(?<sub>[0-9a-f]{2}) "
        + "Prot=(?<protocol>[0-9a-f]{2})( Driver=(?<driver>.*))?$")]
    private static partial Regex Interface();
}
