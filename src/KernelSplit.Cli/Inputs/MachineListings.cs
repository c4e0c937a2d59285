using System.Text;
using KernelSplit.Devices.Libvirt;
using KernelSplit.Devices.Listings;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Cli.Inputs;

/// <summary>Reads the listings that a user named; which form each has, its content tells.</summary>
internal static class MachineListings
{
    private const string StandardStream = "-";
    private const string Forms = "It can be the output of lspci -nn, lspci -vmmn or lsusb, a list of modaliases, or a libvirt domain XML";

    // A machine with a thousand devices has a megabyte of lspci -nnv.
    private const int LongestListing = 8 * 1024 * 1024;

    // Of the hypervisors that libvirt manages.
    private static readonly string[] Hypervisors = ["kvm", "xen", "esxi"];

    /// <param name="files">Names, <c>-</c> for standard input; none for this machine.</param>
    /// <exception cref="InvalidInputException">One is missing, or nothing in it was understood.</exception>
    public static IReadOnlyList<Listing> Read(IReadOnlyList<string> files) =>
        files.Count == 0 ? [SysDevices.Read()] : [.. files.Select(Read)];

    private static Listing Read(string file)
    {
        if (file != StandardStream && !File.Exists(file))
            throw new InvalidInputException(file, Directory.Exists(file) ? "a folder, no listing" : "no such file");
        using var text = file == StandardStream ? Console.In : new StreamReader(file, Encoding.UTF8);
        var name = file == StandardStream ? "standard input" : file;
        var content = ReadAll(name, text);
        if (content.Contains('\0', StringComparison.Ordinal))
            throw new InvalidInputException(name, "binary, no listing", Forms);
        var listing = Parse(name, content);
        if (listing.Devices.Count > 0)
            return listing;
        throw listing.Unknown.Count == 0
            ? new InvalidInputException(name, "no device in it", Forms)
            : new InvalidInputException([.. listing.Unknown.Take(3).Select(unknown => unknown with { Severity = Severity.Error }), NothingUnderstood(name, listing)]);
    }

    private static Listing Parse(string name, string text) => text.AsSpan().TrimStart().StartsWith("<")
        ? DomainXml.Read(name, new StringReader(text), Target.ModaliasesByName(DataDirectories.Here().ReadTargets(Hypervisors)))
        : TextListing.Read(name, text.Split('\n'));

    private static string ReadAll(string name, TextReader text)
    {
        var buffer = new char[LongestListing + 1];
        var length = text.ReadBlock(buffer);
        return length <= LongestListing
            ? new string(buffer, 0, length)
            : throw new InvalidInputException(name, $"longer than {LongestListing} characters: no listing of a machine's devices");
    }

    private static Diagnostic NothingUnderstood(string name, Listing listing) => Diagnostic.Error(
        name,
        $"nothing in it was understood, {listing.Unknown.Count} times",
        Forms);
}
