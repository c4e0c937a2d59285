using KernelSplit.Booting.Emulation;
using KernelSplit.Host.Qemu;

namespace KernelSplit.Tests.Booting;

public sealed class PlugsTests
{
    private static readonly string[] Names =
    [
        "virtio-blk-pci", "virtio-blk-device", "virtio-net-pci", "virtio-net-device", "virtio-scsi-pci", "scsi-hd",
        "ide-hd", "nvme", "e1000", "qemu-xhci", "usb-tablet", "usb-storage", "VGA", "qxl-vga", "qxl", "piix3-ide",
        "vhost-vsock-pci", "i8042", "virtio-rng-pci", "ich9-ahci", "AC97", "pcnet",
    ];

    private static readonly QemuDevices Qemu = QemuDevices.Parse(
        "qemu", "QEMU emulator version 9.2.0\n", string.Concat(Names.Select(name => $"name \"{name}\", bus PCI\n")),
        "Supported machines are:\nq35 x\npc x\nmicrovm x\n")!;

    private readonly Plugs _plugs = Of("q35");

    [Fact]
    public void The_first_that_qemu_has_is_plugged_in_once()
    {
        _plugs.Add(["virtio-rng-gpu", "virtio-rng-pci"]).ShouldBe(("virtio-rng-pci", null));
        _plugs.Add(["virtio-rng-pci"]).ShouldBe(("virtio-rng-pci", null));

        _plugs.Options.ShouldBe(["-device", "virtio-rng-pci"]);
    }

    [Fact]
    public void What_is_plugged_in_already_comes_before_what_could_be()
    {
        _plugs.Add(["virtio-rng-pci"]);
        _plugs.Add(["e1000", "virtio-rng-pci"]).Device.ShouldBe("virtio-rng-pci");
    }

    [Fact]
    public void A_disk_is_a_drive_with_a_file_of_its_own()
    {
        _plugs.Add(["nvme"]);

        _plugs.Options.ShouldBe(
            [
                "-drive", "if=none,id=disk-nvme,format=raw,file=/work,,dir/nvme.img",
                "-device", "nvme,drive=disk-nvme,serial=nvme",
            ]);
        _plugs.Disks.ShouldBe([new GuestDisk("nvme", "/work,dir/nvme.img")]);
    }

    [Fact]
    public void A_controller_has_a_disk_behind_it_which_is_a_device_of_its_own()
    {
        _plugs.Add(["scsi-hd"]).Problem.ShouldBe("nothing to connect it to");
        Of("q35").Add(["virtio-scsi-pci"]).Device.ShouldBe("virtio-scsi-pci");

        _plugs.Add(["virtio-scsi-pci"]);

        _plugs.Has("scsi-hd").ShouldBeTrue();
        _plugs.Options.ShouldContain("scsi-hd,bus=virtio-scsi-pci.0,drive=disk-virtio-scsi-pci");
    }

    [Fact]
    public void Each_nic_has_a_network_and_an_address_of_its_own()
    {
        _plugs.Add(["virtio-net-pci"]);
        _plugs.Add(["e1000"]);

        _plugs.NicOfAddress.ShouldBe(
            new Dictionary<string, string>
            {
                ["52:54:00:6b:73:01"] = "virtio-net-pci",
                ["52:54:00:6b:73:02"] = "e1000",
            },
            ignoreOrder: true);
        _plugs.Options.ShouldContain("virtio-net-pci,netdev=net1,mac=52:54:00:6b:73:01,romfile=");
        _plugs.Options.ShouldContain(
            "user,id=net2,net=10.0.2.0/24,restrict=on,ipv6=off,tftp=/work,,dir/share");
    }

    [Fact]
    public void Usb_devices_need_a_controller()
    {
        _plugs.Add(["usb-tablet"]).Problem.ShouldBe("no USB controller to connect it to");

        var plugs = Of("q35");
        plugs.Add(["qemu-xhci"]);
        plugs.Add(["usb-storage"]);

        plugs.Options.ShouldContain("usb-storage,bus=qemu-xhci.0,drive=disk-usb-storage");
    }

    [Fact]
    public void A_machine_without_pci_has_the_devices_of_mmio()
    {
        var plugs = Of("microvm");

        plugs.Add(["virtio-net-pci", "virtio-net-device"]).Device.ShouldBe("virtio-net-device");
        _plugs.Add(["virtio-net-device", "virtio-net-pci"]).Device.ShouldBe("virtio-net-pci");
    }

    [Theory]
    [InlineData("igb", "this QEMU (9.2.0) has no igb")]
    [InlineData("machine:pc", "only on the machine pc")]
    [InlineData("vhost-vsock-pci", "it needs a service of the host's kernel")]
    [InlineData("qxl-vga", "it wants to be the only display")]
    public void What_cannot_be_plugged_in_says_why(string name, string problem) =>
        _plugs.Add([name]).ShouldBe((null, problem));

    [Fact]
    public void What_qemu_never_has_says_so() => _plugs.Add([]).ShouldBe((null, "QEMU doesn't emulate it"));

    [Fact]
    public void A_controller_in_the_chipset_has_a_disk_and_a_drive()
    {
        _plugs.Add(["machine:q35"]);
        _plugs.Add(["ich9-ahci", "machine:q35"]).Device.ShouldBe("ich9-ahci");

        _plugs.Options.ShouldContain("ide-hd,bus=ide.0,drive=disk-ich9-ahci");
        _plugs.Options.ShouldNotContain("ich9-ahci,id=ich9-ahci");
        _plugs.Has("ide-cd").ShouldBeTrue();
    }

    [Fact]
    public void A_machine_brings_devices_along()
    {
        _plugs.Add(["machine:q35"]).Device.ShouldBe("machine:q35");
        _plugs.Add(["i8042"]).Device.ShouldBe("i8042");
        _plugs.Options.ShouldBeEmpty();

        var pc = Of("pc");
        pc.Add(["piix3-ide"]);
        pc.Options.ShouldContain("ide-hd,bus=ide.0,drive=disk-piix3-ide");
        pc.Options.ShouldNotContain("piix3-ide,id=piix3-ide");
    }

    [Fact]
    public void The_second_disk_is_another_of_the_first_kind()
    {
        _plugs.AddXfs();
        _plugs.Disks.ShouldBeEmpty();

        _plugs.Add(["virtio-blk-pci"]);
        _plugs.AddXfs();

        _plugs.Disks.Select(disk => disk.Name).ShouldBe(["virtio-blk-pci", "xfs:virtio-blk-pci"]);
        Plugs.ControllerOf("xfs:virtio-blk-pci").ShouldBe("virtio-blk-pci");
    }

    [Fact]
    public void What_hosts_pass_through_is_behind_a_bridge_of_its_own()
    {
        _plugs.AddPassedThrough();

        _plugs.Options.ShouldBe(
            [
                "-audiodev", "none,id=passed", "-device", "pci-bridge,id=passed,chassis_nr=1,shpc=off",
                "-device", "AC97,bus=passed,addr=1,audiodev=passed", "-device", "pcnet,bus=passed,addr=2",
            ]);
        var microvm = Of("microvm");
        microvm.AddPassedThrough();
        microvm.Options.ShouldBeEmpty();
    }

    private static Plugs Of(string machine) => new(MachineType.Find(machine)!, Qemu, "/work,dir");
}
