using System.Text.RegularExpressions;

namespace KernelSplit.Devices.Listings;

/// <summary>The formats of lines, from lspci.c in pciutils and lsusb.c in usbutils.</summary>
internal static partial class ListingLines
{
    public const string Slot = @"(?<slot>([0-9a-f]{4,8}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])";
    private const string Ids = "(?<vendor>[0-9a-f]{4}):(?<device>[0-9a-f]{4})";
    private const string Suffix = @"( \(rev [0-9a-f]{2}\))?( \(prog-if (?<interface>[0-9a-f]{2}).*\))?";

    /// <summary>
    /// <c>00:03.0 Ethernet controller [0200]: Red Hat, Inc. Virtio network device [1af4:1000] (rev 01)</c>
    /// </summary>
    [GeneratedRegex(
        $@"^{Slot} .*\[(?<class>[0-9a-f]{{4}})\]: (?<name>.*) \[{Ids}\]{Suffix}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    public static partial Regex LspciWithNames();

    /// <summary>
    /// <c>pci 0000:00:03.0: [8086:100e] type 00 class 0x020000</c> of the kernel's log (drivers/pci/probe.c)
    /// </summary>
    [GeneratedRegex(
        $@"^pci {Slot}: \[{Ids}\] type [0-9a-f]{{2}} class 0x(?<class>[0-9a-f]{{4}})(?<interface>[0-9a-f]{{2}})")]
    public static partial Regex KernelLog();

    /// <summary><c>00:03.0 0200: 1af4:1000 (rev 01)</c></summary>
    [GeneratedRegex(
        $"^{Slot} (?<class>[0-9a-f]{{4}}): {Ids}{Suffix}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    public static partial Regex LspciOfNumbers();

    /// <summary><c>00:03.0 Ethernet controller: Red Hat, Inc. Virtio network device (rev 01)</c></summary>
    [GeneratedRegex($"^{Slot} ", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    public static partial Regex LspciOfNames();

    /// <summary><c>Bus 001 Device 002: ID 0bda:8153 Realtek Semiconductor Corp. RTL8153</c></summary>
    [GeneratedRegex($"^Bus (?<bus>[0-9]{{3}}) Device (?<number>[0-9]{{3}}): ID {Ids}( (?<name>.*))?$")]
    public static partial Regex Lsusb();

    /// <summary>A modalias as printed by <c>cat</c>, or by <c>grep -H</c> with the file name in front.</summary>
    [GeneratedRegex(
        "^((/sys/bus/(?<bus>[^/ ]+)/devices/|/[^ ]*/)(?<directory>[^/ ]+)/modalias:)?"
        + "(?<modalias>[a-z][a-z0-9_-]+:(?!//)[!-~]*)$")]
    public static partial Regex Modalias();

    /// <summary><c>SVendor:	Red Hat, Inc. [1af4]</c>, a line of <c>lspci -vmm</c>.</summary>
    [GeneratedRegex(
        "^(?<key>Slot|Class|Vendor|Device|SVendor|SDevice|PhySlot|Rev|ProgIf|Driver|"
        + "Module|NUMANode|IOMMUGroup|DTNode):\t(?<value>.*)$")]
    public static partial Regex RecordField();

    /// <summary>The ID in a field of a record: alone with -n, in brackets after a name with -nn.</summary>
    [GeneratedRegex(@"^((?<name>.*?) ?\[)?(?<number>[0-9a-f]{2,4})\]?$")]
    public static partial Regex RecordNumber();

    /// <summary><c>Subsystem: Red Hat, Inc. Device [1af4:1100]</c>, <c>Subsystem: 1af4:1100</c></summary>
    [GeneratedRegex($@"^Subsystem: (.*\[)?{Ids}\]?$")]
    public static partial Regex Subsystem();

    /// <summary><c>Kernel driver in use: nvme</c>, <c>Kernel modules: 8139cp, 8139too</c></summary>
    [GeneratedRegex("^Kernel (driver in use|modules): (?<names>.*)$")]
    public static partial Regex KernelDrivers();
}
