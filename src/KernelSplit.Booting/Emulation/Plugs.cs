using System.Globalization;
using KernelSplit.Host.Qemu;

namespace KernelSplit.Booting.Emulation;

/// <summary>The devices that are plugged into a machine of QEMU, as its options.</summary>
/// <param name="machine">The machine.</param>
/// <param name="qemu">What this QEMU has.</param>
/// <param name="directory">Where the devices' files are.</param>
internal sealed class Plugs(MachineType machine, QemuDevices qemu, string directory)
{
    /// <summary>The first five octets of every NIC's address; its number is the last.</summary>
    public const string MacPrefix = "52:54:00:6b:73:";

    private const string MachinePrefix = "machine:";

    private static readonly string[] Drives = ["virtio-blk-pci", "virtio-blk-device", "nvme"];

    private static readonly HashSet<string> ScsiControllers =
    [
        "virtio-scsi-pci", "virtio-scsi-device", "pvscsi", "lsi53c895a", "megasas", "megasas-gen2", "mptsas1068",
        "am53c974",
    ];

    private static readonly HashSet<string> Nics =
    [
        "virtio-net-pci", "virtio-net-device", "e1000", "e1000-82544gc", "e1000-82545em", "e1000e", "igb", "rtl8139",
        "vmxnet3", "pcnet", "ne2k_pci", "tulip", "i82559er",
    ];

    private static readonly HashSet<string> UsbControllers =
        ["qemu-xhci", "nec-usb-xhci", "ich9-usb-ehci1", "usb-ehci", "piix3-usb-uhci", "ich9-usb-uhci1", "pci-ohci"];

    // What hosts pass through to guests, as far as QEMU emulates it: storage, sound, USB, NICs, SD cards.
    private static readonly string[] PassedThrough =
    [
        "megasas", "mptsas1068", "am53c974", "AC97", "intel-hda", "usb-ehci", "igb", "pcnet", "ne2k_pci", "tulip",
        "sdhci-pci",
    ];

    // Of these, a machine has one: it wants to be the first display.
    private static readonly HashSet<string> FirstDisplays = ["qxl-vga"];

    private readonly HashSet<string> _plugged = new(StringComparer.Ordinal);
    private readonly List<string> _options = [];
    private readonly List<GuestDisk> _disks = [];
    private readonly Dictionary<string, string> _nics = new(StringComparer.Ordinal);
    private string? _usb;

    public IReadOnlyList<string> Options => _options;

    public IReadOnlyList<GuestDisk> Disks => _disks;

    /// <summary>Each NIC's device by its MAC address.</summary>
    public IReadOnlyDictionary<string, string> NicOfAddress => _nics;

    /// <summary>Whether it is plugged in, or part of the machine.</summary>
    public bool Has(string device) =>
        device == MachinePrefix + machine.Name || _plugged.Contains(device);

    /// <summary>Which device a disk is, or is behind.</summary>
    public static string ControllerOf(string disk) => disk[(disk.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>
    /// Plugs in the first of several that this machine of this QEMU can have; one that is plugged in counts.
    /// </summary>
    /// <param name="names">As <see cref="Splitting.Targets.Device.Qemu"/> has them.</param>
    /// <returns>Its name, or why there is none.</returns>
    public (string? Device, string? Problem) Add(IReadOnlyList<string> names)
    {
        if (names.Count == 0)
            return (null, "QEMU doesn't emulate it");
        if (names.FirstOrDefault(_plugged.Contains) is { } there)
            return (there, null);
        string? first = null;
        foreach (var name in names)
        {
            if (Has(name))
                return (name, null);
            if (Plug(name) is not { } problem)
            {
                _plugged.Add(name);
                return (name, null);
            }

            first ??= problem;
        }

        return (null, first);
    }

    /// <summary>
    /// Devices that no target has but hosts pass through, each alone: they are there to get a driver. They are behind a
    /// bridge, as the machine has too few slots.
    /// </summary>
    public void AddPassedThrough()
    {
        const string Bridge = "passed";
        string[] names = [.. PassedThrough.Where(name => qemu.Has(name) && !Has(name))];
        if (!machine.HasPci || names.Length == 0)
            return;
        Add("-audiodev", $"none,id={Bridge}", "-device", $"pci-bridge,id={Bridge},chassis_nr=1,shpc=off");
        for (var i = 0; i < names.Length; i++)
        {
            var more = names[i] switch
            {
                "AC97" => $",audiodev={Bridge}",
                "intel-hda" => ",id=hda",
                _ => "",
            };
            Add("-device", string.Create(
                CultureInfo.InvariantCulture, $"{names[i]},bus={Bridge},addr={i + 1}{more}"));
        }

        if (names.Contains("intel-hda"))
            Add("-device", $"hda-duplex,bus=hda.0,audiodev={Bridge}");
    }

    /// <summary>A second disk, with XFS, like the first one.</summary>
    public void AddXfs()
    {
        if (Drives.FirstOrDefault(Has) is not { } device)
            return;
        Drive(GuestDisk.WithXfs(device, Path.Combine(directory, "xfs.img")), "xfs", device);
    }

    /// <returns>Why not; null if it is plugged in.</returns>
    private string? Plug(string name)
    {
        if (name.StartsWith(MachinePrefix, StringComparison.Ordinal))
            return $"only on the machine {name[MachinePrefix.Length..]}";
        if (!qemu.Has(name))
            return $"this QEMU ({qemu.Version}) has no {name}";
        if (name.EndsWith("-device", StringComparison.Ordinal) == machine.HasPci)
            return $"{name} can't be plugged into {machine.Name}";
        if (name == "i8042")
            return machine.HasKeyboard ? null : $"{machine.Name} has none";
        if (name is "piix3-ide" or "piix4-ide" && machine.HasIde)
            return Behind("ide-hd", name, "ide.0");
        return name switch
        {
            "vmbus-bridge" => "QEMU needs KVM for it",
            "vhost-user-fs-pci" or "vhost-user-fs-device" => "it needs virtiofsd beside QEMU",
            _ when name.StartsWith("vhost-", StringComparison.Ordinal) => "it needs a service of the host's kernel",
            _ when name.StartsWith("tpm-", StringComparison.Ordinal) => "it needs a TPM emulator beside QEMU",
            _ when FirstDisplays.Contains(name) => "it wants to be the only display",
            "scsi-hd" or "scsi-cd" or "ide-hd" or "ide-cd" => "nothing to connect it to",
            _ when Drives.Contains(name) => Drive(name),
            "virtio-9p-pci" or "virtio-9p-device" => Add(
                "-fsdev", $"local,id=share,path={Quoted(Path.Combine(directory, "share"))},security_model=none",
                "-device", $"{name},fsdev=share,mount_tag=kernelsplit9p"),
            "virtio-serial-pci" or "virtio-serial-device" => Add(
                "-device", name, "-chardev", $"file,id=hvc,path={Quoted(Path.Combine(directory, "hvc"))}",
                "-device", "virtconsole,chardev=hvc"),
            "virtio-mem-pci" or "virtio-pmem-pci" or "nvdimm" => Memory(name),
            "ich9-ahci" => Ahci(name),
            "piix3-ide" or "piix4-ide" => Controller(name, "ide-hd"),
            "usb-storage" => Usb(name, new GuestDisk(name, ImageOf(name))),
            "AC97" => Add("-audiodev", "none,id=ac97", "-device", $"{name},audiodev=ac97"),
            "intel-hda" or "ich9-intel-hda" => Add(
                "-audiodev", $"none,id={name}", "-device", name, "-device", $"hda-duplex,audiodev={name}"),
            _ when ScsiControllers.Contains(name) => Controller(name, "scsi-hd"),
            _ when Nics.Contains(name) => Nic(name),
            _ when UsbControllers.Contains(name) => UsbController(name),
            _ when name.StartsWith("usb-", StringComparison.Ordinal) => Usb(name, null),
            _ => Add("-device", name),
        };
    }

    private string? Add(params string[] options)
    {
        _options.AddRange(options);
        return null;
    }

    private string? Memory(string name) => Add(
        "-object", $"memory-backend-ram,id=memory-{name},size=128M", "-device",
        name == "virtio-mem-pci" ? $"{name},memdev=memory-{name},requested-size=128M" : $"{name},memdev=memory-{name}");

    private string? Nic(string name)
    {
        var number = _nics.Count + 1;
        var address = $"{MacPrefix}{number:x2}";
        _nics.Add(address, name);
        // "restrict": neither the host's programs nor the network can be reached, only what QEMU itself answers.
        return Add(
            "-netdev",
            $"user,id=net{number},net=10.0.{number}.0/24,restrict=on,ipv6=off,"
                + $"tftp={Quoted(Path.Combine(directory, "share"))}",
            // Without the code by which a NIC boots.
            "-device", $"{name},netdev=net{number},mac={address}{(machine.HasPci ? ",romfile=" : "")}");
    }

    private string? Drive(string name)
    {
        Drive(new GuestDisk(name, ImageOf(name)), name, name);
        return null;
    }

    private void Drive(GuestDisk disk, string id, string device)
    {
        _disks.Add(disk);
        var serial = device == "nvme" ? $",serial={id}" : "";
        Add(
            "-drive", $"if=none,id=disk-{id},format=raw,file={Quoted(disk.File)}", "-device",
            $"{device},drive=disk-{id}{serial}");
    }

    /// <summary>A controller, with a disk.</summary>
    private string? Controller(string name, string disk)
    {
        Add("-device", $"{name},id={name}");
        return Behind(disk, name, $"{name}.0");
    }

    private string? Ahci(string name)
    {
        if (machine.HasAhci)
        {
            Behind("ide-hd", name, "ide.0");
            _plugged.Add("ide-cd");
            return Add("-device", "ide-cd,bus=ide.1");
        }

        Controller(name, "ide-hd");
        _plugged.Add("ide-cd");
        return Add("-device", $"ide-cd,bus={name}.1");
    }

    private string? Behind(string disk, string controller, string bus)
    {
        Drive(new GuestDisk(controller, ImageOf(controller)), controller, $"{disk},bus={bus}");
        _plugged.Add(disk);
        return null;
    }

    private string? UsbController(string name)
    {
        // What is plugged in works at xHCI, whatever its speed.
        if (_usb is null || name is "qemu-xhci" or "nec-usb-xhci")
            _usb = name;
        return Add("-device", $"{name},id={name}");
    }

    private string? Usb(string name, GuestDisk? disk)
    {
        if (_usb is null)
            return "no USB controller to connect it to";
        if (disk is not null)
            Drive(disk, name, $"{name},bus={_usb}.0");
        else
            Add("-device", $"{name},bus={_usb}.0");
        return null;
    }

    private string ImageOf(string device) => Path.Combine(directory, $"{device}.img");

    /// <summary>QEMU's options double a comma in a value.</summary>
    public static string Quoted(string value) => value.Replace(",", ",,", StringComparison.Ordinal);
}
