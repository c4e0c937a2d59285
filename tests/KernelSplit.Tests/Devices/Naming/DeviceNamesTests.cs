using KernelSplit.Devices.Naming;
using KernelSplit.Testing.Inputs;

namespace KernelSplit.Tests.Devices.Naming;

public sealed class DeviceNamesTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("pci:v00008086d00001533sv*sd*bc*sc*i*", "PCI 8086:1533  Acme Fast Card")]
    [InlineData("pci:v00008086d00001533sv00001234sd00000001bc*sc*i*", "PCI 8086:1533  Acme Fast Card, subsystem "
        + "1234:0001 (Fast Card for Laptops)")]
    [InlineData("pci:v00008086d00001533sv00008086sd*bc*sc*i*", "PCI 8086:1533  Acme Fast Card, subsystem 8086:* "
        + "(Acme)")]
    [InlineData("pci:v00008086d00009999sv*sd*bc02sc00i*", "PCI 8086:9999  Acme, class 0200")]
    [InlineData("pci:v00008086d*sv*sd*bc0Csc03i*", "PCI any device of Acme, class 0c03 (USB controller)")]
    [InlineData("pci:v00007777d*sv*sd*bc*sc*i*", "PCI any device of vendor 7777")]
    [InlineData("pci:v*d*sv*sd*bc0Csc03i30*", "PCI any device of class 0c0330 (USB controller, XHCI)")]
    [InlineData("pci:v*d*sv*sd*bc0Csc*i*", "PCI any device of class 0c (Serial bus controller)")]
    [InlineData("vfio_pci:v*d*sv*sd*bc*sc*i*", "PCI for VFIO any device")]
    [InlineData("usb:v0BDAp8152d*dc*dsc*dp*ic*isc*ip*in*", "USB 0bda:8152  Crab Net")]
    [InlineData("usb:v0BDAp8152d01[0-2]*dc*dsc*dp*ic*isc*ip*in04*", "USB 0bda:8152  Crab Net, interface 04, release "
        + "01[0-2]*")]
    [InlineData("usb:v*p*d*dc*dsc*dp*ic08isc06ip50in*", "USB any device, interface class 080650 (Mass Storage, SCSI, "
        + "Bulk-Only)")]
    [InlineData("usb:v0B95p772?d*", "USB 0b95:772?")]
    [InlineData("hid:b0003g*v00000BDAp00008152", "HID on USB 0bda:8152  Crab Net")]
    [InlineData("hid:b0005g0002v*p*", "HID on Bluetooth any device, touch screen")]
    [InlineData("hdaudio:v80860001r*a01*", "HD audio 8086:0001  Acme codec")]
    [InlineData("acpi*:0c03??:*", "ACPI any device of class 0c03 (USB controller)")]
    public void Vendors_devices_and_classes_have_names(string alias, string text) =>
        new DeviceNames(Pci(), Usb()).Describe(alias).ToString().ShouldBe(text);

    [Fact]
    public void Files_may_be_compressed()
    {
        var path = Path.Combine(_directory.Path, "pci.ids.gz");
        File.WriteAllBytes(path, Compress.Gzip(File.ReadAllBytes(Pci())));
        new DeviceNames(path, null).Describe("pci:v00008086d00001533sv*sd*bc*sc*i*").Text.ShouldBe("Acme Fast Card");
    }

    [Fact]
    public void Without_files_there_are_IDs_and_advice()
    {
        var names = new DeviceNames(null, null);
        names.Describe("pci:v00008086d00001533sv*sd*bc*sc*i*").ToString().ShouldBe("PCI 8086:1533");
        names.Describe("usb:v0BDAp8152d*dc*dsc*dp*ic*isc*ip*in*").ToString().ShouldBe("USB 0bda:8152");
        names.Advice!.ShouldContain("hwdata");
    }

    [Fact]
    public void A_missing_file_has_no_names() =>
        new DeviceNames("/nowhere/pci.ids.gz", null)
            .Describe("pci:v00008086d*sv*sd*bc*sc*i*").Text.ShouldBe("any device of vendor 8086");

    [Fact]
    public void Garbage_in_files_and_aliases_is_harmless()
    {
        var random = new Random(3);
        var bytes = new byte[20_000];
        random.NextBytes(bytes);
        var garbage = Path.Combine(_directory.Path, "garbage");
        File.WriteAllBytes(garbage, bytes);
        var uncompressed = _directory.Write("garbage.gz", "not compressed");
        var lines = _directory.Write("lines", string.Concat(random.GetItems<char>("8086C \t\t\n\n#z", 20_000)));

        foreach (var file in new[] { lines, garbage, uncompressed })
        {
            var names = new DeviceNames(file, file);
            string[] buses =
            [
                "pci", "usb", "hid", "acpi*", "of", "dmi*", "cpu", "input", "scsi", "mdio", "pcmcia", "sdio", "vmbus",
                "net-pf-", "",
            ];
            foreach (var bus in buses)
            {
                for (var i = 0; i < 200; i++)
                    names.Describe(
                        $"{bus}:{new string(random.GetItems<char>("vdpscbgTNCefm08*?[]-:,", random.Next(20)))}")
                        .ShouldNotBeNull();
            }
        }
    }

    private string Pci() => _directory.Write("pci.ids", """
        # A comment
        8086  Acme
        	1533  Fast Card
        		1234 0001  Fast Card for Laptops
        	1534  Slow Card
        C 0c  Serial bus controller
        	03  USB controller
        		30  XHCI

        """);

    private string Usb() => _directory.Write("usb.ids", """
        0bda  Crab
        	8152  Net
        C 08  Mass Storage
        	06  SCSI
        		50  Bulk-Only
        HID 21  HID

        """);
}
