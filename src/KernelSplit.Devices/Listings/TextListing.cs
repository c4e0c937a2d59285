using KernelSplit.Foundation;

namespace KernelSplit.Devices.Listings;

/// <summary>
/// Reads the output of lspci (-nn, -n, with -k or -v; -vmmn, -vmmnn) and lsusb, and modaliases, one per line; also
/// several of these concatenated.
/// </summary>
public sealed class TextListing
{
    // Longer lines are not from a listing, and matching them would take long.
    private const int LongestLine = 4096;
    private const int LongestQuote = 60;

    private readonly string _file;
    private readonly List<ListedDevice> _devices = [];
    private readonly List<Diagnostic> _unknown = [];
    private PciEntry? _entry;
    private PciRecord? _record;
    private bool _isBelowUnknown;

    private TextListing(string file) => _file = file;

    /// <param name="file">The file's name in warnings.</param>
    /// <param name="lines">Its lines.</param>
    public static Listing Read(string file, IEnumerable<string> lines)
    {
        var listing = new TextListing(file);
        var number = 0;
        foreach (var line in lines)
            listing.ReadLine(line.TrimEnd(), ++number);
        listing.Close();
        return new Listing(listing._devices, listing._unknown);
    }

    private void ReadLine(string line, int number)
    {
        if (line.Length == 0)
            Close();
        else if (char.IsWhiteSpace(line[0]))
            ReadDetail(line, number);
        else if (line.Length <= LongestLine && ListingLines.RecordField().Match(line) is { Success: true } field)
            AddField(field.Groups["key"].Value, field.Groups["value"].Value, number);
        else
            ReadDevice(line, number);
    }

    /// <summary>Details after a line that was not understood belong to that line.</summary>
    private void ReadDetail(string line, int number)
    {
        if (_entry is not null && line.Length <= LongestLine)
            _entry.AddDetail(line.TrimStart());
        else if (!_isBelowUnknown)
            Report(line, number);
    }

    private void AddField(string key, string value, int number)
    {
        if (_record is null || (key == "Slot" && _record.Has(key)))
        {
            Close();
            _record = new PciRecord(_file, number);
        }
        _record.Add(key, value);
    }

    private void ReadDevice(string line, int number)
    {
        Close();
        if (line.Length > LongestLine)
            Report(line, number);
        else if (ListingLines.LspciWithNames().Match(line) is { Success: true } named)
            _entry = new PciEntry(named);
        else if (ListingLines.LspciOfNumbers().Match(line) is { Success: true } numbered)
            _entry = new PciEntry(numbered);
        else if (ListingLines.Lsusb().Match(line) is { Success: true } usb)
            _devices.Add(UsbDevice.ToDevice(
                $"usb {usb.Groups["bus"].Value}:{usb.Groups["number"].Value}", usb.Groups["name"].Value,
                usb.Groups["vendor"].Value, usb.Groups["device"].Value));
        else if (ListingLines.Modalias().Match(line) is { Success: true } alias)
            _devices.Add(new ListedDevice(
                $"{alias.Groups["bus"].Value} {alias.Groups["directory"].Value}".Trim(),
                "",
                alias.Groups["modalias"].Value));
        else
            Report(line, number);
    }

    private void Close()
    {
        if (_entry is not null)
            _devices.Add(_entry.ToDevice());
        if (_record?.Problem() is { } problem)
            _unknown.Add(problem);
        else if (_record is not null)
            _devices.Add(_record.ToDevice());
        (_entry, _record, _isBelowUnknown) = (null, null, false);
    }

    private void Report(string line, int number)
    {
        var quote = line.Length <= LongestQuote ? line : $"{line[..LongestQuote]}...";
        _unknown.Add(Diagnostic.Warning(DiagnosticKind.Listing, _file, $"not understood: {quote}", Hint(line), number));
        _isBelowUnknown = true;
    }

    private static string? Hint(string line) =>
        line.Length <= LongestLine && ListingLines.LspciOfNames().IsMatch(line) ? "Use lspci -nn"
        : line.StartsWith("Device Descriptor:", StringComparison.Ordinal) ? "Use lsusb without -v"
        : line.StartsWith("/:  Bus ", StringComparison.Ordinal) ? "Use lsusb without -t"
        : null;
}
