using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using KernelSplit.Devices.Listings;
using KernelSplit.Foundation;

namespace KernelSplit.Devices.Libvirt;

/// <summary>Reads a guest's devices from libvirt domain XML: <c>virsh dumpxml</c>, or a file with one device.</summary>
public sealed class DomainXml
{
    // Elements that only configure the host, and devices that need no driver in the guest.
    private static readonly HashSet<string> NotDevices =
        ["emulator", "graphics", "audio", "lease", "nvram", "pstore"];

    // A domain has about ten levels.
    private const int GreatestDepth = 64;

    private const string Sys = "/sys";
    private const string InTheGuest = "Run \"kernelsplit which\" or \"lspci -nn\" in the guest";

    private readonly string _file;
    private readonly string _sys;
    private readonly GuestModels _models;
    private readonly List<ListedDevice> _devices = [];
    private readonly List<Diagnostic> _unknown = [];

    private DomainXml(string file, GuestModels models, string sys) => (_file, _models, _sys) = (file, models, sys);

    /// <param name="file">The file's name in messages.</param>
    /// <param name="text">The XML.</param>
    /// <param name="modaliases">Modaliases of emulated devices by their names in the targets' contracts.</param>
    /// <param name="sys">
    /// The mount point of the host's sysfs, which lists the PCI devices that are passed through.
    /// </param>
    /// <exception cref="InvalidInputException">The text is not XML, or has no devices.</exception>
    public static Listing Read(
        string file, TextReader text, IReadOnlyDictionary<string, string> modaliases, string sys = Sys)
    {
        var domain = new DomainXml(file, new GuestModels(modaliases), sys);
        var root = Load(file, text);
        var elements = root.DescendantsAndSelf().Where(element =>
            element.Name.LocalName == "devices").Elements().ToList();
        if (elements.Count == 0 && root.Name.LocalName is "hostdev" or "interface" or "disk" or "controller")
            elements = [root];
        if (elements.Count == 0)
        {
            throw new InvalidInputException(
                file,
                $"<{root.Name.LocalName}> without <devices>: not a libvirt domain",
                "Use the output of \"virsh dumpxml\"");
        }

        foreach (var element in elements)
            domain.Add(element);
        foreach (var arguments in root.Descendants().Where(element => element.Name.LocalName == "commandline"))
            domain.Report(arguments, "hypervisor arguments are not read; they may add devices", InTheGuest);
        return new Listing(domain._devices, domain._unknown);
    }

    private static XElement Load(string file, TextReader text)
    {
        try
        {
            var whole = text.ReadToEnd();
            using var first = Reader(whole);
            while (first.Read())
                CheckDepth(first);
            using var second = Reader(whole);
            return XDocument.Load(second, LoadOptions.SetLineInfo).Root!;
        }
        catch (XmlException e)
        {
            throw new InvalidInputException(
                [
                    Diagnostic.Error(
                        DiagnosticKind.Listing, file, $"not XML: {e.Message}", null, e.LineNumber, e.LinePosition),
                ]);
        }
    }

    /// <summary>Without a DTD there is no entity expansion.</summary>
    private static XmlReader Reader(string text) =>
        XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });

    /// <summary>The time that it takes to look at all elements grows with their depth.</summary>
    private static void CheckDepth(XmlReader reader)
    {
        if (reader.Depth > GreatestDepth && reader is IXmlLineInfo at)
            throw new XmlException(
                $"nested deeper than {GreatestDepth} levels", null, at.LineNumber, at.LinePosition);
    }

    private void Add(XElement element)
    {
        var kind = element.Name.LocalName;
        if (NotDevices.Contains(kind))
            return;
        if (kind == "hostdev" || (kind == "interface" && Attribute(element, "type") == "hostdev"))
            AddHostDevice(element);
        else if (kind == "redirdev")
            Report(element, "USB redirection: the device is unknown until a client redirects one");
        else
            AddModel(element, KeyOf(element));
    }

    private void AddModel(XElement element, string key)
    {
        if (_models.Find(key) is not { } devices)
        {
            Report(element, $"unknown device model \"{key}\"", InTheGuest);
            return;
        }
        foreach (var (name, modalias) in devices)
        {
            if (modalias.StartsWith("virtio:", StringComparison.Ordinal))
                AddVirtioOnPci(element);
            Add(element, name, modalias);
        }
    }

    /// <summary>Only once for all virtio devices.</summary>
    private void AddVirtioOnPci(XElement element)
    {
        if (_models.VirtioOnPci is { } bus && _devices.All(device => device.Modalias != bus.Modalias))
            Add(element, bus.Name, bus.Modalias);
    }

    private void Add(XElement element, string name, string modalias, string where = "") =>
        _devices.Add(new ListedDevice(PlaceOf(element) + where, name, modalias) { IsConfigured = true });

    private void AddHostDevice(XElement element)
    {
        var source = element.Element("source");
        var address = source?.Element("address") ?? source;
        switch (Attribute(element, "type") == "hostdev" ? Attribute(address, "type")
            ?? "pci" : Attribute(element, "type"))
        {
            case "usb" when Number(source?.Element("vendor"), "id") is { } vendor
                && Number(source?.Element("product"), "id") is { } product:
                _devices.Add(UsbDevice.ToDevice(
                    PlaceOf(element), "", vendor.ToString("x4", CultureInfo.InvariantCulture),
                    product.ToString("x4", CultureInfo.InvariantCulture)));
                break;
            case "usb" when Number(address, "bus") is { } bus && Number(address, "device") is { } device:
                Report(
                    element, $"USB device {bus:d3}:{device:d3} of the host is given by its address only",
                    $"Identify it on the host: lsusb -s {bus}:{device}");
                break;
            case "pci" when Number(address, "bus") is { } bus && Number(address, "slot") is { } slot:
                var place =
                    $"{Number(address, "domain") ?? 0:x4}:{bus:x2}:{slot:x2}.{Number(address, "function") ?? 0:x}";
                if (SysDevices.FindPci(place, _sys) is { } modalias)
                    Add(element, "", modalias, $": {place} of this machine");
                else
                {
                    Report(
                        element, $"this machine has no PCI device {place}",
                        $"Identify it on the guest's host: lspci -nns {place}");
                }

                break;
            default:
                Report(element, "the domain XML doesn't identify this host device", InTheGuest);
                break;
        }
    }

    /// <summary>The key of the device's model in <see cref="GuestModels"/>.</summary>
    private static string KeyOf(XElement element)
    {
        var kind = element.Name.LocalName;
        var model = Model(kind, element);
        return kind switch
        {
            "disk" when Attribute(element, "device") is "cdrom" or "floppy" =>
                $"{Attribute(element, "device")}/{model}",
            "controller" when Attribute(element, "type") is "scsi" or "usb" =>
                $"controller/{Attribute(element, "type")}/{model}",
            "controller" => $"controller/{Attribute(element, "type")}",
            "input" => $"input/{Attribute(element, "type")}/{Attribute(element, "bus")
                ?? OmittedModels.BusOfInput(Attribute(element, "type"), element)}",
            _ => $"{kind}/{model}",
        };
    }

    private static string Model(string kind, XElement element)
    {
        var model = kind switch
        {
            "interface" or "video" or "shmem" => Attribute(element.Element("model"), "type"),
            "disk" => Attribute(element.Element("target"), "bus"),
            "filesystem" => Attribute(element.Element("driver"), "type") ?? "path",
            "serial" or "console" or "channel" => Attribute(element.Element("target"), "type"),
            "hub" => Attribute(element, "type"),
            _ => Attribute(element, "model"),
        };
        return (model ?? OmittedModels.Of(kind, element))
            .Replace("-non-transitional", "", StringComparison.Ordinal)
            .Replace("-transitional", "", StringComparison.Ordinal);
    }

    private static string? Attribute(XElement? element, string name) => element?.Attribute(name)?.Value;

    /// <summary><c>0x1a</c> or <c>26</c>.</summary>
    private static int? Number(XElement? element, string name)
    {
        var text = Attribute(element, name) ?? "";
        var isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return int.TryParse(
            isHex ? text[2..] : text, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
            CultureInfo.InvariantCulture, out var number)
            && number is >= 0 and <= 0xFFFF
            ? number
            : null;
    }

    private static string PlaceOf(XElement element) =>
        string.Create(CultureInfo.InvariantCulture, $"{element.Name.LocalName}, line {Line(element)}");

    private void Report(XElement element, string message, string? hint = null) =>
        _unknown.Add(Diagnostic.Warning(
            DiagnosticKind.Listing, _file, $"<{element.Name.LocalName}>: {message}", hint, Line(element)));

    private static int Line(XElement element) => ((IXmlLineInfo)element).LineNumber;
}
