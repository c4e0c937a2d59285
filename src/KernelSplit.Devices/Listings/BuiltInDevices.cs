using KernelSplit.Modules;

namespace KernelSplit.Devices.Listings;

/// <summary>
/// The devices of common drivers that may be built in. Only modules contain a list of their devices
/// (MODULE_DEVICE_TABLE in include/linux/module.h is empty in built-in code); the tree tells which drivers are built
/// in.
/// </summary>
internal static class BuiltInDevices
{
    // Aliases as in the driver's module; each comment names the file with the device table.
    internal static (string Name, string Alias)[] Known { get; } =
    [
        ("virtio_pci", "pci:v00001AF4d*sv*sd*bc*sc*i*"), // drivers/virtio/virtio_pci_common.c
        ("virtio_mmio", "acpi*:LNRO0005:*"), // drivers/virtio/virtio_mmio.c
        // include/uapi/linux/virtio_ids.h
        ("virtio_net", "virtio:d00000001v*"),
        ("virtio_blk", "virtio:d00000002v*"),
        ("virtio_console", "virtio:d00000003v*"),
        ("virtio_rng", "virtio:d00000004v*"),
        ("virtio_balloon", "virtio:d00000005v*"),
        ("virtio_scsi", "virtio:d00000008v*"),
        ("9pnet_virtio", "virtio:d00000009v*"),
        ("virtio_gpu", "virtio:d00000010v*"),
        ("virtio_input", "virtio:d00000012v*"),
        ("vmw_vsock_virtio_transport", "virtio:d00000013v*"),
        ("virtiofs", "virtio:d0000001Av*"),
        ("xen_blkfront", "xen:vbd"), // drivers/block/xen-blkfront.c
        ("xen_netfront", "xen:vif"), // drivers/net/xen-netfront.c
        ("nvme", "pci:v*d*sv*sd*bc01sc08i02*"), // drivers/nvme/host/pci.c
        ("ahci", "pci:v*d*sv*sd*bc01sc06i01*"), // drivers/ata/ahci.c
        ("xhci_pci", "pci:v*d*sv*sd*bc0Csc03i30*"), // drivers/usb/host/xhci-pci.c
        ("ehci_pci", "pci:v*d*sv*sd*bc0Csc03i20*"), // drivers/usb/host/ehci-pci.c
        ("ohci_pci", "pci:v*d*sv*sd*bc0Csc03i10*"), // drivers/usb/host/ohci-pci.c
        ("uhci_hcd", "pci:v*d*sv*sd*bc0Csc03i00*"), // drivers/usb/host/uhci-pci.c
        ("8250_pci", "pci:v*d*sv*sd*bc07sc00i*"), // drivers/tty/serial/8250/8250_pci.c, end of serial_pci_tbl
        ("usbcore", "usb:v*p*d*dc09dsc*dp*ic*isc*ip*in*"), // drivers/usb/core/hub.c
        ("usbcore", "usb:v*p*d*dc*dsc*dp*ic09isc*ip*in*"),
        ("usbhid", "usb:v*p*d*dc*dsc*dp*ic03isc*ip*in*"), // drivers/hid/usbhid/hid-core.c
        ("usb_storage", "usb:v*p*d*dc*dsc*dp*ic08isc06ip50in*"), // drivers/usb/storage/unusual_devs.h
        ("hid_generic", "hid:b*g*v*p*"), // drivers/hid/hid-generic.c
        ("snd_hda_codec_generic", "hdaudio:v00000201r*a01*"), // sound/pci/hda/hda_generic.c
        ("sd_mod", "scsi:t-0x00*"), // drivers/scsi/sd.c
        ("sr_mod", "scsi:t-0x05*"), // drivers/scsi/sr.c
        ("8250", "acpi*:PNP0501:*"), // drivers/tty/serial/8250/8250_pnp.c
        ("tpm_tis", "acpi*:MSFT0101:*"), // drivers/char/tpm/tpm_tis.c
        ("tpm_crb", "acpi*:MSFT0101:*"), // drivers/char/tpm/tpm_crb.c
        ("vmgenid", "acpi*:VM_GEN_COUNTER:*"), // drivers/virt/vmgenid.c
        ("atkbd", "serio:ty06pr*id*ex*"), // drivers/input/keyboard/atkbd.c
        ("psmouse", "serio:ty01pr*id*ex*"), // drivers/input/mouse/psmouse-base.c
    ];

    /// <summary>Those that are built into this kernel.</summary>
    public static IEnumerable<Driver> In(ModuleTree tree) => Known
        .Where(known => tree.FindBuiltIn(known.Name) is { SourcePath: not null })
        .Select(known => new Driver(known.Name, known.Alias, IsBuiltIn: true));

    public static IEnumerable<Driver> For(ModuleTree tree, string modalias) =>
        In(tree).Where(driver => AliasPattern.Matches(driver.Alias, modalias)).DistinctBy(driver => driver.Name);
}
