using System.Text.RegularExpressions;
using KernelSplit.Foundation;

namespace KernelSplit.Devices.Listings;

/// <summary>
/// Reads the output of lspci (-nn, -n, with -k or -v; -mmnn, -mn; -vmmn, -vmmnn), lsusb and usb-devices, the kernel's
/// log, and modaliases, one per line; also several of these concatenated, quoted, indented or wrapped as in mail.
/// </summary>
public sealed partial class TextListing
{
    // Longer lines are not from a listing, and matching them would take long.
    private const int LongestLine = 4096;
    private const int LongestQuote = 60;

    // Mail breaks lines at about 72 characters.
    private const int ShortestWrapped = 60;
    private const int ShortestDetail = 40;
    private const int MostPieces = 3;

    // lshw -short, -json and its usual form; inxi.
    private static readonly string[] OtherPrograms =
        ["H/W path", "{", "[", "*-", "System:", "Machine:", "Graphics:", "Network:", "Device-1:", "Audio:", "CPU:"];

    private readonly string _file;
    private readonly List<ListedDevice> _devices = [];
    private readonly List<Diagnostic> _unknown = [];
    private PciEntry? _entry;
    private PciRecord? _record;
    private UsbRecord? _usb;
    private bool _isBelowUnknown;

    private TextListing(string file) => _file = file;

    /// <param name="file">The file's name in warnings.</param>
    /// <param name="lines">Its lines.</param>
    public static Listing Read(string file, IEnumerable<string> lines)
    {
        var listing = new TextListing(file);
        List<string> all = [.. lines];
        for (var at = 0; at < all.Count;)
        {
            var (line, count) = Whole(all, at);
            if (StartsDevice(line) || !(LinePrefix.IsOfLog(all[at]) || LinePrefix.IsFrame(line)))
                listing.ReadLine(line, at + 1);
            at += count;
        }

        listing.Close();
        return new Listing(listing._devices, listing._unknown);
    }

    /// <summary>A line without what mail and logs added to it; one that mail has wrapped is joined again.</summary>
    private static (string Line, int Count) Whole(List<string> lines, int at)
    {
        var line = Bare(lines[at]);
        var joined = line;
        if (IsCutSubsystem(line) && at + 1 < lines.Count && IsSubsystem($"{line} {Bare(lines[at + 1]).TrimStart()}"))
            return ($"{line} {Bare(lines[at + 1]).TrimStart()}", 2);
        if (line.Length is < ShortestWrapped or > LongestLine
            || !ListingLines.LspciOfNames().IsMatch(line) || IsDevice(line))
            return (line, 1);
        for (var count = 2; count <= MostPieces && at + count <= lines.Count; count++)
        {
            var next = Bare(lines[at + count - 1]).TrimStart();
            // The class is at a line's beginning.
            if (StartsDevice(next) || next.Contains("]: ", StringComparison.Ordinal))
                break;
            joined = $"{joined} {next}";
            if (joined.Length <= LongestLine && IsDevice(joined))
                return (joined, count);
        }

        return (line, 1);
    }

    private static bool IsCutSubsystem(string line) => line.Length is >= ShortestDetail and <= LongestLine
        && line.TrimStart().StartsWith("Subsystem: ", StringComparison.Ordinal) && !IsSubsystem(line);

    private static bool IsSubsystem(string line) =>
        line.Length <= LongestLine && ListingLines.Subsystem().IsMatch(line.TrimStart());

    private static string Bare(string line) =>
        line.Length <= LongestLine ? LinePrefix.Without(line).TrimEnd() : line.TrimEnd();

    private static bool IsDevice(string line) => ListingLines.LspciWithNames().IsMatch(line)
        || ListingLines.LspciOfNumbers().IsMatch(line) || MachineReadableLspci.IsOne(line);

    private void ReadLine(string line, int number)
    {
        var bare = line.TrimStart();
        if (bare.Length == 0)
            Close();
        else if (line.Length <= LongestLine && ListingLines.RecordField().Match(bare) is { Success: true } field)
            AddField(field.Groups["key"].Value, field.Groups["value"].Value, number);
        else if (line.Length <= LongestLine && UsbRecord.IsLine(bare))
            AddUsb(bare);
        else if (char.IsWhiteSpace(line[0]) && (line.Length > LongestLine || !StartsDevice(bare)))
            ReadDetail(line, number);
        else
            ReadDevice(bare, number);
    }

    /// <summary>Listings in reports are often indented as a whole; no detail begins like a device.</summary>
    private static bool StartsDevice(string line) => ListingLines.LspciOfNames().IsMatch(line)
        || ListingLines.Lsusb().IsMatch(line) || ListingLines.Modalias().IsMatch(line)
        || ListingLines.KernelLog().IsMatch(line);

    private void AddUsb(string line)
    {
        if (_usb is null || UsbRecord.IsFirstLine(line))
        {
            Close();
            _usb = new UsbRecord();
        }

        _usb.Add(line);
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
        else if (ListingLines.KernelLog().Match(line) is { Success: true } logged)
            _devices.Add(new PciEntry(logged).ToDevice());
        else if (MachineReadableLspci.IsOne(line) && MachineReadableLspci.Read(line) is { } quoted)
            _devices.Add(quoted);
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
        _devices.AddRange(_usb?.ToDevices() ?? []);
        (_entry, _record, _usb, _isBelowUnknown) = (null, null, null, false);
    }

    private void Report(string line, int number)
    {
        var quote = line.Length <= LongestQuote ? line : $"{line[..LongestQuote]}...";
        _unknown.Add(Diagnostic.Warning(DiagnosticKind.Listing, _file, $"not understood: {quote}", Hint(line), number));
        _isBelowUnknown = true;
    }

    /// <summary><c>-[0000:00]-+-00.0  Intel Corporation</c>, <c>           +-03.0  Intel Corporation</c></summary>
    [GeneratedRegex(@"^(-\[[0-9a-f:]+\]|[ |]*[+\\]-\[?[0-9a-f])")]
    private static partial Regex Tree();

    private static string? Hint(string line) =>
        line.Length > LongestLine ? null
        : MachineReadableLspci.IsOne(line) ? "Use lspci -mmnn"
        : ListingLines.LspciOfNames().IsMatch(line) ? "Use lspci -nn"
        : line.StartsWith("Device Descriptor:", StringComparison.Ordinal) ? "Use lsusb without -v"
        : line.StartsWith("/:  Bus ", StringComparison.Ordinal) ? "Use lsusb without -t"
        : Tree().IsMatch(line) ? "Use lspci -nn without -t"
        : OtherPrograms.Any(other => line.TrimStart().StartsWith(other, StringComparison.Ordinal))
            ? "Use lspci -nn and lsusb"
        : null;
}
