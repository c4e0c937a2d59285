using KernelSplit.Devices.Libvirt;
using KernelSplit.Devices.Listings;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Tests.Devices.Libvirt;

/// <summary>What guests see of libvirt's devices.</summary>
public sealed class DomainXmlTests : IDisposable
{
    private static readonly IReadOnlyDictionary<string, string> Modaliases =
        Target.ModaliasesByName(new DataDirectories(Checkout.Folder).ReadTargets(["kvm", "xen", "esxi"]));

    private readonly TempDirectory _sys = new();

    public void Dispose() => _sys.Dispose();

    [Fact]
    public void Every_model_named_as_in_a_contract_is_in_a_contract()
    {
        var models = new GuestModels(Modaliases);

        GuestModels.Known.Keys.Where(key => models.Find(key) is null).ShouldBeEmpty();
        models.VirtioOnPci.ShouldNotBeNull();
    }

    [Fact]
    public void A_virtio_disk_adds_its_PCI_device_once()
    {
        const string Disk = "<disk type='file'><target dev='vda' bus='virtio'/></disk>";

        Read(Disk + Disk).Devices.Select(device => device.Name)
            .ShouldBe(["virtio device on PCI", "virtio disk", "virtio disk"]);
    }

    [Theory]
    [InlineData(
        "<interface type='network'><model type='virtio-non-transitional'/></interface>", "virtio network adapter")]
    [InlineData("<interface type='bridge'><model type='e1000e'/></interface>", "Intel 82574L as emulated by QEMU")]
    [InlineData("<disk device='cdrom'><target bus='sata'/></disk>", "CD drive")]
    [InlineData("<controller type='scsi' model='virtio-scsi'/>", "virtio SCSI controller")]
    [InlineData("<controller type='sata'/>", "SATA controller (AHCI)")]
    [InlineData("<input type='tablet' bus='usb'/>", "USB tablet")]
    [InlineData("<filesystem><driver type='virtiofs'/></filesystem>", "virtio file system")]
    [InlineData("<filesystem/>", "directory shared over 9p")]
    [InlineData("<tpm model='tpm-crb'/>", "virtual TPM")]
    [InlineData("<interface type='bridge'><model type='netfront'/></interface>", "Xen network adapter")]
    public void A_model_has_the_name_in_the_contract(string xml, string name) =>
        Read(xml).Devices[^1].Name.ShouldBe(name);

    [Theory]
    [InlineData("<parallel type='pty'/>", "acpi:PNP0400:")]
    [InlineData("<parallel type='pty'><target port='0'/></parallel>", "acpi:PNP0400:")]
    [InlineData("<shmem name='a'/>", null)]
    [InlineData("<shmem name='a'><model type='ivshmem-plain'/></shmem>", null)]
    [InlineData("<smartcard mode='passthrough' type='spicevmc'/>", null)]
    public void A_device_of_one_kind_needs_no_model(string xml, string? modalias)
    {
        var listing = Read(xml);

        listing.Unknown.ShouldBeEmpty();
        listing.Devices.Select(device => device.Modalias).ShouldBe(modalias is null ? [] : [modalias]);
    }

    [Theory]
    [InlineData("<interface type='network'/>", "Realtek 8139 as emulated by QEMU")]
    [InlineData("<video/>", "Cirrus graphics adapter as emulated by QEMU")]
    [InlineData("<disk type='file'><target dev='vda'/></disk>", "virtio disk")]
    [InlineData("<disk device='cdrom'><target dev='hdc'/></disk>", "CD drive")]
    [InlineData("<controller type='scsi'/>", "LSI 53C895A as emulated by QEMU")]
    [InlineData("<controller type='usb'/>", "USB controller (UHCI)")]
    [InlineData("<tpm/>", "virtual TPM")]
    [InlineData("<vsock/>", "virtio socket")]
    [InlineData("<input type='tablet'/>", "USB tablet")]
    [InlineData("<input type='keyboard'/>", "PS/2 keyboard")]
    public void An_omitted_model_is_libvirts_default(string xml, string name) =>
        Read(xml).Devices[^1].Name.ShouldBe(name);

    [Fact]
    public void A_bare_serial_port_is_an_ISA_one_on_x86()
    {
        Read("<serial type='pty'/>").Devices.ShouldHaveSingleItem().Modalias.ShouldBe("acpi:PNP0501:");
        Read("<console type='pty'/>").Devices.ShouldBeEmpty();
    }

    [Fact]
    public void Elements_in_elements_without_end_are_an_error_and_not_a_minute()
    {
        var nested = string.Concat(Enumerable.Repeat("<a>", 200_000)) + string.Concat(
            Enumerable.Repeat("</a>", 200_000));

        Should.Throw<InvalidInputException>(() => Read(nested)).Message.ShouldContain("nested deeper than 64 levels");
    }

    [Fact]
    public void Elements_that_configure_the_host_are_not_devices()
    {
        var listing = Read("<emulator>/usr/bin/qemu</emulator><graphics type='vnc'/><controller type='usb' "
            + "model='none'/><memballoon model='none'/>");

        listing.Devices.ShouldBeEmpty();
        listing.Unknown.ShouldBeEmpty();
    }

    [Fact]
    public void An_unknown_model_is_reported_with_its_line() =>
        Read("\n<interface type='bridge'><model type='tulip'/></interface>").Unknown.ShouldHaveSingleItem().ToString()
            .ShouldStartWith(
                "guest.xml:2: warning KS0308: <interface>: unknown device model \"interface/tulip\". "
                + "Run \"kernelsplit which\"");

    [Fact]
    public void A_PCI_device_of_the_host_is_looked_up_there()
    {
        _sys.Write("bus/pci/devices/0000:3b:02.1/modalias", "pci:v00008086d00001572sv00000000sd00000000bc02sc00i00\n");

        var device = Read("""
            <hostdev mode='subsystem' type='pci'>
              <source><address domain='0x0000' bus='0x3b' slot='0x02' function='0x1'/></source>
            </hostdev>
            """).Devices.ShouldHaveSingleItem();

        device.Modalias.ShouldBe("pci:v00008086d00001572sv00000000sd00000000bc02sc00i00");
        device.Place.ShouldBe("hostdev, line 1: 0000:3b:02.1 of this machine");
    }

    [Theory]
    [
        InlineData(
            "<hostdev type='pci'><source><address domain='0' bus='0x3b' slot='2' function='1'/></source></hostdev>",
            "lspci -nns 0000:3b:02.1"),
    ]
    [InlineData("<interface type='hostdev'><source><address type='pci' domain='0x0000' bus='0x3b' slot='0x02' "
        + "function='0x1'/></source></interface>", "lspci -nns 0000:3b:02.1")]
    [InlineData("<hostdev type='usb'><source><address bus='1' device='4'/></source></hostdev>", "lsusb -s 1:4")]
    [InlineData("<hostdev type='mdev'><source><address uuid='x'/></source></hostdev>", "lspci -nn")]
    [InlineData("<hostdev type='pci'><source><address bus='nonsense' slot='-1'/></source></hostdev>", "lspci -nn")]
    [InlineData("<hostdev/>", "lspci -nn")]
    public void A_device_of_another_host_is_reported_with_the_command_that_identifies_it(string xml, string command)
    {
        var listing = Read(xml);

        listing.Devices.ShouldBeEmpty();
        listing.Unknown.ShouldHaveSingleItem().Hint.ShouldNotBeNull().ShouldContain(command);
    }

    [Fact]
    public void A_USB_device_of_the_host_has_its_IDs() =>
        Read("<hostdev type='usb'><source><vendor id='0x0bda'/><product id='0x8153'/></source></hostdev>")
            .Devices.ShouldHaveSingleItem().Modalias.ShouldBe("usb:v0BDAp8153d*dc*dsc*dp*ic*isc*ip*in*");

    [Fact]
    public void Arguments_for_QEMU_are_reported() =>
        ReadAll("<domain xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'><devices><rng "
            + "model='virtio'/></devices><q:commandline/></domain>")
            .Unknown.ShouldHaveSingleItem().Message.ShouldContain("hypervisor arguments are not read");

    [Fact]
    public void A_file_for_attach_device_has_one_device() =>
        ReadAll("<interface type='network'><model type='e1000'/></interface>").Devices.ShouldHaveSingleItem();

    [Theory]
    [InlineData("<domain><devices><disk></devices></domain>", "guest.xml:1:26: error KS0308: not XML: ")]
    [InlineData("<domain>\n<devices>", "guest.xml:2:10: error KS0308: not XML: ")]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'c'>]><domain>&b;</domain>", "guest.xml:1:")]
    [InlineData(
        "<network><name>default</name></network>",
        "guest.xml: error KS0001: <network> without <devices>: not a libvirt domain. Use the output of \"virsh "
            + "dumpxml\"")]
    public void What_is_not_a_domain_is_an_error_with_its_position(string xml, string error) =>
        Should.Throw<InvalidInputException>(() => ReadAll(xml)).Message.ShouldStartWith(error);

    [Fact]
    public void A_truncated_domain_is_an_error_and_never_a_crash()
    {
        const string Domain = "<domain type='kvm'><devices><disk device='disk'><target dev='vda' "
            + "bus='virtio'/></disk></devices></domain>";
        for (var length = 0; length < Domain.Length; length++)
            Should.Throw<InvalidInputException>(() => ReadAll(Domain[..length]));
    }

    private Listing Read(string devices) => ReadAll($"<domain><devices>{devices}</devices></domain>");

    private Listing ReadAll(string xml) => DomainXml.Read("guest.xml", new StringReader(xml), Modaliases, _sys.Path);
}
