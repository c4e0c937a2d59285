namespace KernelSplit.Devices.Libvirt;

/// <summary>
/// The devices that a guest gets for a model in its libvirt domain XML (libvirt's docs/formatdomain.rst; QEMU's PCI IDs
/// are in its docs/specs/pci-ids.rst).
/// </summary>
/// <param name="modaliases">Modaliases of emulated devices by their names in the targets' contracts.</param>
internal sealed class GuestModels(IReadOnlyDictionary<string, string> modaliases)
{
    // The device's name in a contract, or its modalias if no contract has it. Empty if the guest gets no device.
    internal static IReadOnlyDictionary<string, string[]> Known { get; } = new Dictionary<string, string[]>(
        StringComparer.Ordinal)
    {
        ["interface/virtio"] = ["virtio network adapter"],
        ["interface/e1000"] = ["Intel 82540EM as emulated by QEMU"],
        ["interface/e1000-82545em"] = ["Intel 82545EM as emulated by ESXi"],
        ["interface/e1000e"] = ["Intel 82574L as emulated by QEMU"],
        ["interface/rtl8139"] = ["Realtek 8139 as emulated by QEMU"],
        ["interface/vmxnet3"] = ["VMXNET3 network adapter"],
        ["interface/netfront"] = ["Xen network adapter"],
        ["interface/ne2k_pci"] = ["pci:v000010ECd00008029sv00001AF4sd00001100bc02sc00i00"], // 6.12 under QEMU, ne2k_pci
        ["interface/pcnet"] = ["pci:v00001022d00002000sv00000000sd00000000bc02sc00i00"], // 6.12 under QEMU, pcnet
        ["interface/igb"] = ["pci:v00008086d000010C9sv00008086sd0000A03Cbc02sc00i00"], // QEMU 8.0, hw/net/igb.c
        ["disk/virtio"] = ["virtio disk"],
        ["disk/scsi"] = [ScsiDisk],
        ["disk/sata"] = [ScsiDisk],
        ["disk/ide"] = [ScsiDisk],
        ["disk/usb"] = ["USB disk", ScsiDisk],
        ["disk/xen"] = ["Xen disk"],
        ["disk/nvme"] = ["NVMe disk"],
        ["disk/sd"] = ["pci:v00001B36d00000007sv00001AF4sd00001100bc08sc05i01"], // 6.12 under QEMU, sdhci-pci
        ["cdrom/scsi"] = ["CD drive"],
        ["cdrom/sata"] = ["CD drive"],
        ["cdrom/ide"] = ["CD drive"],
        ["cdrom/usb"] = ["USB disk", "CD drive"],
        ["floppy/fdc"] = ["acpi:PNP0700:"], // drivers/block/floppy.c
        ["controller/sata"] = ["SATA controller (AHCI)"],
        ["controller/ide"] = ["IDE controller as emulated by QEMU"],
        ["controller/nvme"] = ["NVMe disk"],
        ["controller/scsi/virtio-scsi"] = ["virtio SCSI controller"],
        ["controller/scsi/virtio"] = ["virtio SCSI controller"],
        ["controller/scsi/lsilogic"] = ["LSI 53C895A as emulated by QEMU"],
        ["controller/scsi/lsisas1068"] = ["LSI Logic SAS controller"],
        // 6.12 under QEMU, megasas
        ["controller/scsi/lsisas1078"] = ["pci:v00001000d00000060sv00001000sd00001013bc01sc04i00"],
        ["controller/scsi/vmpvscsi"] = ["paravirtual SCSI controller"],
        ["controller/usb/qemu-xhci"] = ["USB controller (xHCI)"],
        ["controller/usb/nec-xhci"] = ["USB controller (xHCI)"],
        ["controller/usb/ehci"] = ["USB controller (EHCI)"],
        ["controller/usb/ich9-ehci1"] = ["USB controller (EHCI)"],
        ["controller/usb/ich9-uhci1"] = ["USB controller (UHCI)"],
        ["controller/usb/ich9-uhci2"] = ["USB controller (UHCI)"],
        ["controller/usb/ich9-uhci3"] = ["USB controller (UHCI)"],
        ["controller/usb/piix3-uhci"] = ["USB controller (UHCI)"],
        ["controller/usb/piix4-uhci"] = ["USB controller (UHCI)"],
        ["controller/usb/none"] = [],
        ["controller/virtio-serial"] = ["virtio console"],
        // 6.12 under QEMU, pcie-root-port
        ["controller/pci"] = ["pci:v00001B36d0000000Csv00001B36sd00000000bc06sc04i00"],
        ["controller/fdc"] = [],
        ["controller/isa"] = [],
        ["controller/xenbus"] = [],
        ["video/virtio"] = ["virtio graphics adapter"],
        ["video/vga"] = ["QEMU standard VGA"],
        ["video/bochs"] = ["QEMU standard VGA"],
        ["video/qxl"] = ["QXL graphics adapter (SPICE)"],
        ["video/cirrus"] = ["Cirrus graphics adapter as emulated by QEMU"],
        ["video/vmvga"] = ["VMware SVGA graphics adapter"],
        ["video/xen"] = ["Xen framebuffer"],
        ["video/none"] = [],
        ["sound/ich6"] = ["pci:v00008086d00002668sv00001AF4sd00001100bc04sc03i00"], // 6.12 under QEMU, intel-hda
        ["sound/ich9"] = ["pci:v00008086d0000293Esv00001AF4sd00001100bc04sc03i00"], // QEMU, hw/audio/intel-hda.c
        ["sound/ac97"] = ["pci:v00008086d00002415sv00001AF4sd00001100bc04sc01i00"], // 6.12 under QEMU, AC97
        ["sound/es1370"] = ["pci:v00001274d00005000sv00004942sd00004C4Cbc04sc01i00"], // QEMU, hw/audio/es1370.c
        ["sound/virtio"] = ["virtio:d00000019v00001AF4"], // include/uapi/linux/virtio_ids.h
        ["rng/virtio"] = ["virtio random number generator"],
        ["memballoon/virtio"] = ["virtio memory balloon"],
        ["memballoon/none"] = [],
        ["tpm/tpm-crb"] = ["virtual TPM"],
        ["tpm/tpm-tis"] = ["virtual TPM"],
        ["watchdog/i6300esb"] = ["watchdog"],
        ["watchdog/itco"] = ["platform:iTCO_wdt"], // drivers/mfd/lpc_ich.c
        ["vsock/virtio"] = ["virtio socket"],
        ["panic/isa"] = ["panic notifier in ACPI (pvpanic)"],
        ["panic/pvpanic"] = ["panic notifier on PCI (pvpanic)"],
        ["input/tablet/usb"] = ["USB tablet"],
        ["input/keyboard/usb"] = ["USB keyboard"],
        ["input/mouse/usb"] = ["usb:v0627p0001d0000dc00dsc00dp00ic03isc01ip02in00"], // QEMU, hw/usb/dev-hid.c
        ["input/keyboard/ps2"] = ["PS/2 keyboard"],
        ["input/mouse/ps2"] = ["PS/2 mouse"],
        ["input/tablet/virtio"] = ["virtio keyboard and mouse"],
        ["input/keyboard/virtio"] = ["virtio keyboard and mouse"],
        ["input/mouse/virtio"] = ["virtio keyboard and mouse"],
        ["input/keyboard/xen"] = ["Xen keyboard and mouse"],
        ["input/mouse/xen"] = ["Xen keyboard and mouse"],
        ["filesystem/virtiofs"] = ["virtio file system"],
        ["filesystem/path"] = ["directory shared over 9p"],
        ["filesystem/handle"] = ["directory shared over 9p"],
        ["channel/virtio"] = ["virtio console"],
        ["console/virtio"] = ["virtio console"],
        ["console/serial"] = [],
        ["serial/isa-serial"] = ["acpi:PNP0501:"], // drivers/tty/serial/8250/8250_pnp.c
        ["serial/system-serial"] = ["acpi:ARMH0011:"], // drivers/tty/serial/amba-pl011.c
        // 6.12 under QEMU, pci-serial
        ["serial/pci-serial"] = ["pci:v00001B36d00000002sv00001AF4sd00001100bc07sc00i02"],
        ["serial/usb-serial"] = ["usb:v0403p6001d0400dc00dsc00dp00icFFiscFFipFFin00"], // QEMU, hw/usb/dev-serial.c
        ["parallel/isa-parallel"] = ["acpi:PNP0400:"], // QEMU, hw/char/parallel-isa.c; drivers/parport/parport_pc.c
        // User space drives these two: by UIO or sysfs, and by pcscd.
        ["shmem/ivshmem"] = [],
        ["shmem/ivshmem-plain"] = [],
        ["shmem/ivshmem-doorbell"] = [],
        ["smartcard/usb-ccid"] = [],
        ["hub/usb"] = ["usb:v0409p55AAd0101dc09dsc00dp00ic09isc00ip00in00"], // 6.12 under QEMU, usb-hub
        ["memory/dimm"] = [],
        ["memory/nvdimm"] = ["persistent memory (NVDIMM)"],
        ["memory/virtio-pmem"] = ["virtio persistent memory"],
        ["memory/virtio-mem"] = ["virtio resizable memory (virtio-mem)"],
        ["iommu/intel"] = [],
        ["iommu/smmuv3"] = [],
        ["iommu/virtio"] = ["virtio:d00000017v00001AF4"], // include/uapi/linux/virtio_ids.h
        ["crypto/virtio"] = ["virtio:d00000014v00001AF4"], // include/uapi/linux/virtio_ids.h
    };

    private const string ScsiDisk = "scsi:t-0x00"; // 6.12 under QEMU

    /// <summary>virtio devices are PCI devices, except on machines without PCI.</summary>
    public (string Name, string Modalias)? VirtioOnPci => FindContract("virtio device on PCI");

    /// <returns>Names, which may be empty, and modaliases; null for an unknown model.</returns>
    public IReadOnlyList<(string Name, string Modalias)>? Find(string key)
    {
        if (!Known.TryGetValue(key, out var devices))
            return null;
        var found = devices.Select(device => IsModalias(device) ? ("", device) : FindContract(device)).ToList();
        return found.Any(device => device is null) ? null : [.. found.Select(device => device!.Value)];
    }

    /// <summary>Names in contracts contain spaces.</summary>
    internal static bool IsModalias(string text) => text.Contains(':') && !text.Contains(' ');

    private (string Name, string Modalias)? FindContract(string name) =>
        modaliases.TryGetValue(name, out var modalias) ? (name, modalias) : null;
}
