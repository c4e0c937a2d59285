using System.Text;
using KernelSplit.Devices.Libvirt;
using KernelSplit.Devices.Listings;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Cli.Inputs;

/// <summary>Reads the device listings given by the user; their format is detected from the content.</summary>
internal static class MachineListings
{
    private const string StandardStream = "-";
    private const string Forms =
        "Supported are the output of lspci -nn, -mmnn and -vmmn, lsusb and usb-devices, lists of modaliases, the "
        + "kernel's log, and libvirt domain XML";

    // A machine with a thousand devices has a megabyte of lspci -nnv.
    private const int LongestListing = 8 * 1024 * 1024;

    // Of the hypervisors that libvirt manages.
    private static readonly string[] Hypervisors = ["kvm", "xen", "esxi"];

    /// <param name="files">Names, <c>-</c> for standard input; none for this machine.</param>
    /// <exception cref="InvalidInputException">One is missing, or no line of it could be parsed.</exception>
    public static IReadOnlyList<Listing> Read(IReadOnlyList<string> files) =>
        files.Count == 0 ? [SysDevices.Read()] : [.. files.Select(Read)];

    private static Listing Read(string file)
    {
        if (file != StandardStream && !File.Exists(file))
        {
            throw new InvalidInputException(
                file, Directory.Exists(file) ? "is a directory, not a device listing" : "no such file");
        }

        using var text = file == StandardStream ? StandardInput.Read() : new StreamReader(file, Encoding.UTF8);
        var name = file == StandardStream ? "standard input" : file;
        var content = ReadAll(name, text);
        if (content.Contains('\0', StringComparison.Ordinal))
            throw new InvalidInputException(name, "binary data, not a device listing", Forms);
        var listing = Parse(name, content);
        if (listing.Devices.Count > 0)
            return listing;
        throw listing.Unknown.Count == 0
            ? new InvalidInputException(name, "contains no device", Forms)
            : new InvalidInputException(
            [
                .. listing.Unknown.Take(3).Select(unknown => unknown with { Severity = Severity.Error }),
                NothingParsed(name, listing),
            ]);
    }

    private static Listing Parse(string name, string text) => text.AsSpan().TrimStart().StartsWith("<")
        ? DomainXml.Read(
            name, new StringReader(text), Target.ModaliasesByName(DataDirectories.Here().ReadTargets(Hypervisors)))
        : TextListing.Read(name, text.Split('\n'));

    private static string ReadAll(string name, TextReader text)
    {
        var buffer = new char[LongestListing + 1];
        var length = text.ReadBlock(buffer);
        return length <= LongestListing
            ? new string(buffer, 0, length)
            : throw new InvalidInputException(
                name, $"longer than {LongestListing} characters, so not a device listing");
    }

    private static Diagnostic NothingParsed(string name, Listing listing) => Diagnostic.Error(DiagnosticKind.Listing,
        name,
        listing.Unknown.Count == 1
            ? "its only line could not be parsed"
            : $"none of its {listing.Unknown.Count} lines could be parsed",
        Forms);
}
