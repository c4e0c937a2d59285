namespace KernelSplit.Devices.Naming;

/// <summary>Devices that a hypervisor presents on its own bus.</summary>
internal static class VirtualDevices
{
    // include/uapi/linux/virtio_ids.h
    private static readonly Dictionary<uint, string> Virtio = NameTable.OfNumbers(
        (1, "network device"), (2, "disk"), (3, "console"), (4, "random number generator"), (5, "memory balloon"),
        (6, "I/O memory"), (7, "remote processor messages"), (8, "SCSI controller"), (9, "9p file system"),
        (10, "wireless network"), (11, "remote processor serial port"), (12, "CAIF modem"), (13, "memory balloon"),
        (16, "GPU"), (17, "clock"), (18, "input device"), (19, "socket (vsock)"),
        (20, "encryption device"), (21, "signal distribution device"), (22, "pstore"), (23, "IOMMU"),
        (24, "resizable memory (virtio-mem)"), (25, "sound card"), (26, "file system (virtiofs)"),
        (27, "persistent memory"), (28, "replay-protected memory"), (29, "simulated wireless network"),
        (30, "video encoder"), (31, "video decoder"), (32, "SCMI"), (33, "Nitro security module"),
        (34, "I2C adapter"), (35, "watchdog"), (36, "CAN bus"), (37, "DMA buffers"), (38, "parameter server"),
        (39, "audio policy"), (40, "Bluetooth controller"), (41, "GPIO pins"));

    // include/linux/hyperv.h
    private static readonly Dictionary<Guid, string> VmBus = NameTable.Of(
        (new Guid("f8615163-df3e-46c5-913f-f2d2f965ed0e"), "Hyper-V synthetic network adapter"),
        (new Guid("32412632-86cb-44a2-9b5c-50d1417354f5"), "Hyper-V synthetic IDE controller"),
        (new Guid("ba6163d9-04a1-4d29-b605-72e2ffb1dc7f"), "Hyper-V synthetic SCSI controller"),
        (new Guid("0e0b6031-5213-4934-818b-38d90ced39db"), "Hyper-V shutdown"),
        (new Guid("9527e630-d0ae-497b-adce-e80ab0175caf"), "Hyper-V time synchronization"),
        (new Guid("57164f39-9115-4e78-ab55-382f3bd5422d"), "Hyper-V heartbeat"),
        (new Guid("a9a0f4e7-5a45-4d96-b827-8a841e8c03e6"), "Hyper-V data exchange (KVP)"),
        (new Guid("525074dc-8985-46e2-8057-a307dc18a502"), "Hyper-V dynamic memory"),
        (new Guid("cfa8b69e-5b4a-4cc0-b98b-8ba1a1f3f95a"), "Hyper-V mouse"),
        (new Guid("f912ad6d-2b17-48ea-bd65-f927a61c7684"), "Hyper-V keyboard"),
        (new Guid("35fa2e29-ea23-4236-96ae-3a6ebacba440"), "Hyper-V backup (VSS)"),
        (new Guid("da0a7802-e377-4aac-8e77-0558eb1073f8"), "Hyper-V synthetic video"),
        (new Guid("2f9bcc4a-0069-4af3-b76b-6fd0be528cda"), "Hyper-V synthetic Fibre Channel"),
        (new Guid("34d14be3-dee4-41c8-9ae7-6b174977c192"), "Hyper-V file copy service"),
        (new Guid("8c2eaf3d-32a7-4b09-ab99-bd1f1c86b501"), "Hyper-V NetworkDirect (RDMA)"),
        (new Guid("44c4f61d-4444-4400-9d52-802e27ede19f"), "Hyper-V PCI Express pass-through"));

    private static readonly Dictionary<string, string> Xen = NameTable.Of(
        ("vif", "network interface"), ("vbd", "disk"), ("vkbd", "keyboard and mouse"), ("vfb", "screen"),
        ("pci", "PCI pass-through"), ("vtpm", "TPM"), ("vsnd", "sound card"), ("vscsi", "SCSI controller"),
        ("vusb", "USB controller"), ("qusb", "USB controller"), ("9pfs", "9p file system"),
        ("pvcalls", "socket backend in the host"), ("vdispl", "display"), ("console", "console"));

    public static DeviceAlias? DescribeVirtio(string text)
    {
        var fields = new AliasFields(text);
        if (!fields.Has("d"))
            return null;
        var device = fields.Number("d");
        var name = device is { } id ? Virtio.GetValueOrDefault(id, $"device {id}") : "any device";
        var vendor = fields["v"] is { } v ? $"vendor {Hex.Short(v)}" : null;
        return new DeviceAlias("virtio", "", Phrase.Join(", ", name, vendor));
    }

    /// <summary>The GUID's bytes in memory order.</summary>
    public static DeviceAlias? DescribeVmBus(string text)
    {
        if (text.Length != 32 || !text.All(char.IsAsciiHexDigit))
            return null;
        var guid = new Guid(Convert.FromHexString(text));
        return new DeviceAlias("VMBus", guid.ToString(), VmBus.GetValueOrDefault(guid, ""));
    }

    public static DeviceAlias DescribeXen(string bus, string text) =>
        new(bus, "", Xen.TryGetValue(text, out var name) ? name : text);
}
