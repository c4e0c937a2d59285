using System.Xml.Linq;

namespace KernelSplit.Devices.Libvirt;

/// <summary>
/// What libvirt takes where domain XML names no model (libvirt's docs/formatdomain.rst, and the qemuDomainDefault
/// functions of src/qemu/qemu_domain.c).
/// </summary>
internal static class OmittedModels
{
    private static readonly string[] X86 = ["x86_64", "i686"];

    /// <param name="kind">The element's name.</param>
    /// <param name="element">The device.</param>
    /// <returns>Empty if libvirt requires a model there.</returns>
    public static string Of(string kind, XElement element)
    {
        var isX86 = IsX86(element);
        var isXen = element.Document?.Root?.Attribute("type")?.Value == "xen";
        return kind switch
        {
            "interface" => isXen ? "netfront" : isX86 ? "rtl8139" : "virtio",
            "video" => isXen ? "xen" : isX86 ? "cirrus" : "virtio",
            "disk" => BusOfDisk(element.Element("target")?.Attribute("dev")?.Value ?? ""),
            "controller" => element.Attribute("type")?.Value switch
            {
                "scsi" => isX86 ? "lsilogic" : "virtio-scsi",
                "usb" => isX86 ? "piix3-uhci" : "qemu-xhci",
                _ => "",
            },
            "serial" => isX86 ? "isa-serial" : "system-serial",
            "console" => "serial",
            "parallel" => "isa-parallel",
            "shmem" => "ivshmem",
            "smartcard" => "usb-ccid",
            "tpm" => "tpm-tis",
            "vsock" => "virtio",
            "panic" => "isa",
            _ => "",
        };
    }

    /// <param name="type">tablet, mouse or keyboard.</param>
    /// <param name="element">The device.</param>
    public static string BusOfInput(string? type, XElement element) =>
        type == "tablet" || !IsX86(element) ? "usb" : "ps2";

    private static string BusOfDisk(string device) =>
        device.StartsWith("xvd", StringComparison.Ordinal) ? "xen"
        : device.StartsWith("vd", StringComparison.Ordinal) ? "virtio"
        : device.StartsWith("sd", StringComparison.Ordinal) ? "scsi"
        : device.StartsWith("fd", StringComparison.Ordinal) ? "fdc"
        : device.StartsWith("hd", StringComparison.Ordinal) ? "ide"
        : "";

    /// <summary>A file with one device says nothing; most are of x86.</summary>
    private static bool IsX86(XElement element) =>
        element.Document?.Root?.Element("os")?.Element("type")?.Attribute("arch")?.Value is not { } architecture
        || X86.Contains(architecture);
}
