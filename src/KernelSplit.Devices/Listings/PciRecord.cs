using KernelSplit.Foundation;

namespace KernelSplit.Devices.Listings;

/// <summary>A device in the output of <c>lspci -vmm</c>: one field per line, an empty line after the last.</summary>
internal sealed class PciRecord(string file, int line)
{
    private static readonly string[] Numbers = ["Class", "Vendor", "Device"];

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<string> _drivers = [];

    public void Add(string key, string value)
    {
        if (key is "Driver" or "Module")
            _drivers.Add(value);
        else
            _values.TryAdd(key, value);
    }

    public bool Has(string key) => _values.ContainsKey(key);

    public Diagnostic? Problem() => Numbers.FirstOrDefault(key => Number(key) is not { Length: 4 }) is { } missing
        ? Diagnostic.Warning(
            DiagnosticKind.Listing, file, $"device without a numeric {missing.ToLowerInvariant()} ID",
            "Use lspci -vmmn", line)
        : null;

    /// <summary>lspci omits a ProgIf of 0, and a subsystem without vendor, even if it has a device ID.</summary>
    public ListedDevice ToDevice() => new(
        $"pci {_values.GetValueOrDefault("Slot", "")}",
        $"{Number("Vendor")}:{Number("Device")}  {Name("Vendor")} {Name("Device")}".TrimEnd(),
        PartialModalias.OfPci(
            Number("Vendor")!, Number("Device")!, Number("SVendor"), Number("SDevice"), Number("Class")!,
            Number("ProgIf") ?? "00"))
    {
        DriversSeen = _drivers,
    };

    private string? Number(string key) =>
        _values.TryGetValue(key, out var value) && ListingLines.RecordNumber().Match(value) is { Success: true } match
            ? match.Groups["number"].Value
            : null;

    private string Name(string key) =>
        ListingLines.RecordNumber().Match(_values.GetValueOrDefault(key, "")).Groups["name"].Value;
}
