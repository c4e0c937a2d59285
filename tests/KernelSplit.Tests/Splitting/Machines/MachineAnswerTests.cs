using KernelSplit.Devices.Listings;
using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Splitting.Machines;

namespace KernelSplit.Tests.Splitting.Machines;

/// <summary>Devices against a kernel in two packages, core and more.</summary>
public sealed class MachineAnswerTests
{
    private const string Igb = "pci:v00008086d00001533sv00000000sd00000000bc02sc00i00";

    private static readonly ModuleTree Tree = new(
        "6.12",
        [
            Build.Module("drivers/net/igb", aliases: ["pci:v00008086d00001533sv*sd*bc*sc*i*"]),
            Build.Module("drivers/net/virtio_net", aliases: ["virtio:d00000001v*"]),
            Build.Module("drivers/vfio/pci/vfio-pci"),
            Build.Module("drivers/usb/host/xhci-pci", aliases: ["pci:v*d*sv*sd*bc0Csc03i30*"]),
            Build.Module("drivers/usb/host/ehci-pci", aliases: ["pci:v*d*sv*sd*bc0Csc03i20*"]),
            Build.Module("drivers/usb/storage/uas", aliases: ["usb:v*p*d*dc*dsc*dp*ic08isc06ip62in*"]),
            Build.Module("drivers/net/usb/r8152", aliases: ["usb:v0BDAp8153d*dc*dsc*dp*icFFisc*ip*in*"]),
            Build.Module("sound/pci/hda/snd-hda-intel", aliases: ["pci:v00008086d*sv*sd*bc04sc03i00*"]),
            Build.Module("sound/pci/hda/snd-hda-codec-realtek", aliases: ["hdaudio:v10EC0269r*a01*"]),
            Build.Module("sound/pci/hda/snd-hda-codec-generic", aliases: ["hdaudio:v00000201r*a01*"]),
            Build.Module("arch/x86/crypto/aesni-intel", aliases: ["cpu:type:x86,ven*fam*mod*:feature:*0099*"]),
        ],
        [
            new BuiltInModule("virtio_pci", "drivers/virtio/virtio_pci", ModInfo.Empty),
            new BuiltInModule("pcieportdrv", "drivers/pci/pcie/pcieportdrv", ModInfo.Empty),
        ]);

    [Fact]
    public void A_module_is_driver_and_its_package_is_needed()
    {
        var answer = Ask(Device(Igb));

        answer.Devices.ShouldHaveSingleItem().State.ShouldBe(DeviceState.Module);
        answer.Packages.ShouldBe(["core", "nic"]);
    }

    [Fact]
    public void A_machine_without_devices_of_other_packages_needs_the_base() =>
        Ask(Device("pci:v00008086d000029C0sv00001AF4sd00001100bc06sc00i00")).Packages.ShouldBe(["core"]);

    [Fact]
    public void The_driver_of_a_virtio_device_is_needed_beside_that_of_its_PCI_device()
    {
        var answer = Ask(Device("pci:v00001AF4d00001041sv00001AF4sd00001100bc02sc00i00"));

        answer.Devices.Select(device => device.State).ShouldBe([DeviceState.BuiltIn, DeviceState.Module]);
        answer.Packages.ShouldBe(["core", "more"]);
    }

    [Fact]
    public void A_virtio_device_that_nothing_drives_is_missing() =>
        Ask(Device("pci:v00001AF4d00001042sv*sd*bc01sc00i00")).Devices[^1].State.ShouldBe(DeviceState.Missing);

    [Fact]
    public void Which_codec_is_behind_a_sound_controller_is_not_known()
    {
        var answer = Ask(Device("pci:v00008086d0000A170sv*sd*bc04sc03i*") with { DriversSeen = ["snd_hda_intel"] });

        answer.Devices.Select(device => device.State).ShouldBe([DeviceState.Module, DeviceState.Perhaps]);
        answer.Devices[1].Drivers.Select(driver => (driver.Driver.Driver.Name, driver.Driver.Needs.Single()))
            .ShouldBe([("snd_hda_codec_realtek", "v10EC0269"), ("snd_hda_codec_generic", "v00000201")], true);
        answer.Devices[1].Note!.ShouldContain("/sys/bus/hdaudio/devices/*/modalias");
    }

    [Theory]
    [InlineData("hdaudio:v10EC0269r00100100a01", "snd_hda_codec_realtek")]
    [InlineData("hdaudio:v1AF40022r00100101a01", "snd_hda_codec_generic")]
    public void A_codec_that_no_driver_names_has_the_generic_one(string modalias, string driver)
    {
        var answer = Ask(Device(modalias)).Devices.ShouldHaveSingleItem();

        answer.State.ShouldBe(DeviceState.Module);
        answer.Drivers.ShouldHaveSingleItem().Driver.Driver.Name.ShouldBe(driver);
    }

    [Fact]
    public void What_a_machine_hands_on_to_a_guest_needs_vfio()
    {
        var answer = Ask(Device(Igb) with { DriversSeen = ["vfio-pci", "igb"] });

        answer.Packages.ShouldBe(["core", "more"]);
        answer.Devices.ShouldHaveSingleItem().Drivers.ShouldHaveSingleItem().Driver.Driver.Name.ShouldBe("vfio_pci");
        answer.Devices[0].Note.ShouldBe(
            "somewhere is given to a guest by vfio_pci; if it is given back, igb (nic) drives it");
    }

    [Fact]
    public void What_is_built_in_is_found_though_it_has_no_alias() =>
        StateOf(Device("pci:v00001AF4d00001041sv00001AF4sd00001100bc02sc00i00")).ShouldBe(DeviceState.BuiltIn);

    [Fact]
    public void What_nothing_drives_is_missing() =>
        StateOf(Device("pci:v00001234d000011E8sv00001AF4sd00001100bc00scFFi00")).ShouldBe(DeviceState.Missing);

    [Fact]
    public void A_driver_that_the_listing_names_is_believed_where_it_is_built_in() =>
        StateOf(Device("pci:v00001234d00001111sv00001AF4sd00001100bc00sc00i00") with { DriversSeen = ["pcieportdrv"] })
            .ShouldBe(DeviceState.BuiltIn);

    [Theory]
    [InlineData("pci:v00008086d000029C0sv00001AF4sd00001100bc06sc00i00", "bridge")]
    [InlineData("pci:v00008086d00002918sv*sd*bc06sc01i*", "bridge")]
    [InlineData("acpi:PNP0C0F:", "firmware's name")]
    [InlineData("dmi:bvnSeaBIOS:", "describes the machine")]
    [InlineData("platform:reg-dummy", "created by the kernel")]
    public void What_needs_no_driver_says_why(string modalias, string reason)
    {
        var device = Ask(Device(modalias)).Devices.ShouldHaveSingleItem();

        device.State.ShouldBe(DeviceState.NoneNeeded);
        device.Note.ShouldNotBeNull().ShouldContain(reason);
    }

    [Fact]
    public void A_firmware_device_that_somebody_configured_wants_a_driver() =>
        StateOf(Device("acpi:MSFT0101:") with { IsConfigured = true }).ShouldBe(DeviceState.Missing);

    [Fact]
    public void Drivers_that_numbers_would_tell_apart_are_all_named_and_needed_where_none_is_in_the_base()
    {
        var answer = Ask(Device("pci:v00008086d000024CDsv*sd*bc0Csc03i*"));

        var device = answer.Devices.ShouldHaveSingleItem();
        device.State.ShouldBe(DeviceState.Perhaps);
        device.Drivers.Select(driver => (driver.Driver.Driver.Name, driver.Driver.Needs[0]))
            .ShouldBe([("xhci_pci", "i30"), ("ehci_pci", "i20")], ignoreOrder: true);
        // ehci_pci is in the base: it may be that one.
        answer.Packages.ShouldBe(["core"]);
        answer.OptionalPackages.ShouldBe(["more"]);
    }

    [Fact]
    public void The_driver_that_the_listing_names_decides_between_them() =>
        Ask(Device("pci:v00008086d000024CDsv*sd*bc0Csc03i*") with { DriversSeen = ["xhci_pci"] }).Devices
            .ShouldHaveSingleItem()
            .Drivers.ShouldHaveSingleItem().Driver.Driver.Name.ShouldBe("xhci_pci");

    [Fact]
    public void A_USB_device_of_unknown_class_cannot_be_told()
    {
        var device = Ask(Device("usb:v46F4p0001d*dc*dsc*dp*ic*isc*ip*in*")).Devices.ShouldHaveSingleItem();

        device.State.ShouldBe(DeviceState.Unclear);
        device.Note.ShouldNotBeNull().ShouldContain("/sys/bus/usb/devices/*/modalias");
    }

    [Fact]
    public void A_USB_driver_that_names_the_device_is_found_without_the_class() =>
        StateOf(Device("usb:v0BDAp8153d*dc*dsc*dp*ic*isc*ip*in*")).ShouldBe(DeviceState.Perhaps);

    [Fact]
    public void What_makes_the_processor_faster_is_of_use_and_not_needed()
    {
        var answer = Ask(Device("cpu:type:x86,ven0002fam000Fmod006B:feature:,0000,0099"));

        answer.Devices.ShouldHaveSingleItem().State.ShouldBe(DeviceState.Optional);
        answer.Packages.ShouldBe(["core"]);
        answer.OptionalPackages.ShouldBe(["more"]);
    }

    [Fact]
    public void A_module_in_two_packages_is_an_error() =>
        Should.Throw<InvalidInputException>(
            () => PackagedKernel.Prebuilt(Tree, [Package("a", true, "igb"), Package("b", false, "igb")]))
            .Message.ShouldBe("b.rpm: error KS0001: igb is in both a and b");

    [Fact]
    public void Packages_without_the_kernels_own_are_an_error() =>
        Should.Throw<InvalidInputException>(
            () => PackagedKernel.Prebuilt(Tree, [Package("a", false, [.. Names]), Package("b", false)]))
            .Message.ShouldContain("modules.builtin");

    [Fact]
    public void A_module_that_no_package_lists_is_an_error() =>
        Should.Throw<InvalidInputException>(
            () => PackagedKernel.Prebuilt(Tree, [Package("a", true), Package("b", false)]))
            .Message.ShouldContain("no package lists aesni_intel");

    [Fact]
    public void A_single_package_has_all() =>
        PackagedKernel.Prebuilt(Tree, [Package("linux-image", false)]).PackageOf["igb"].ShouldBe("linux-image");

    private static IEnumerable<string> Names => Tree.Modules.Select(module => module.Name);

    private static KernelPackage Package(string name, bool hasBuiltIns, params string[] modules) =>
        new($"{name}.rpm", name, "x86_64", ["6.12"], modules) { HasBuiltIns = hasBuiltIns };

    private static ListedDevice Device(string modalias) => new("somewhere", "", modalias);

    private static DeviceState StateOf(ListedDevice device) => Ask(device).Devices[0].State;

    private static MachineAnswer Ask(params ListedDevice[] devices)
    {
        var kernel = PackagedKernel.Prebuilt(
            Tree,
            [
                Package("more", false, [.. Names.Where(name => name is not ("ehci_pci" or "igb"))]),
                Package("nic", false, "igb"), Package("core", true, "ehci_pci"),
            ]);
        return MachineAnswer.Of(kernel, [new Listing(devices, [])]);
    }
}
