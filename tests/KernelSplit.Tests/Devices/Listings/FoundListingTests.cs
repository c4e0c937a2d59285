using KernelSplit.Devices.Listings;

namespace KernelSplit.Tests.Devices.Listings;

/// <summary>Listings as bug reports, mails, logs and scripts have them.</summary>
public sealed class FoundListingTests
{
    private const string Nic = "00:03.0 Ethernet controller [0200]: Intel Corporation 82540EM [8086:100e] (rev 03)";
    private const string NicModalias = "pci:v00008086d0000100Esv*sd*bc02sc00i*";

    private static string[] Modaliases(params string[] lines)
    {
        var listing = TextListing.Read("x", lines);
        listing.Unknown.ShouldBeEmpty();
        return [.. listing.Devices.Select(device => device.Modalias)];
    }

    [Theory]
    [InlineData("00:03.0 \"Ethernet controller [0200]\" \"Intel Corporation [8086]\" \"82540EM [100e]\" -r03 "
        + "\"Red Hat, Inc. [1af4]\" \"QEMU Virtual Machine [1100]\"")]
    [InlineData("00:03.0 \"0200\" \"8086\" \"100e\" -r03 -p00 \"1af4\" \"1100\"")]
    [InlineData("00:03.0 \"0200\" \"8086\" \"100e\" \"1af4\" \"1100\"")]
    public void The_quoted_forms_have_all_numbers(string line) =>
        Modaliases(line).ShouldBe(["pci:v00008086d0000100Esv00001AF4sd00001100bc02sc00i00"]);

    [Fact]
    public void Every_form_with_names_has_the_device_s_name()
    {
        string[][] listings =
        [
            [Nic], ["00:03.0 \"Ethernet controller [0200]\" \"Intel Corporation [8086]\" \"82540EM [100e]\" \"\" \"\""],
            ["Slot:\t00:03.0", "Class:\tEthernet controller [0200]", "Vendor:\tIntel Corporation [8086]",
                "Device:\t82540EM [100e]"],
        ];

        listings.Select(lines => TextListing.Read("x", lines).Devices.ShouldHaveSingleItem().Name).Distinct()
            .ShouldBe(["8086:100e  Intel Corporation 82540EM"]);
    }

    [Fact]
    public void A_quoted_form_without_subsystem_leaves_it_open() =>
        Modaliases("00:01.3 \"Bridge [0680]\" \"Intel [8086]\" \"PIIX4 ACPI [7113]\" -r03 \"\" \"\"")
            .ShouldBe(["pci:v00008086d00007113sv*sd*bc06sc80i00"]);

    [Fact]
    public void A_quoted_form_without_numbers_is_refused_with_the_option_that_has_them() =>
        TextListing.Read("x", ["00:03.0 \"Ethernet controller\" \"Intel\" \"82540EM\" -r03 \"Red Hat\" \"QEMU\""])
            .Unknown.ShouldHaveSingleItem().Hint.ShouldBe("Use lspci -mmnn");

    [Theory]
    [InlineData("    ")]
    [InlineData("\t")]
    [InlineData("> ")]
    [InlineData("> > ")]
    [InlineData(">>")]
    [InlineData("[   12.345678] ")]
    [InlineData("2026-01-31T10:00:00+01:00 ")]
    [InlineData("2026-01-31 10:00:00.123 ")]
    [InlineData("[2026-01-31 10:00:00] ")]
    [InlineData("[2026-01-31T10:00:00.123Z] ")]
    [InlineData("[10:00:00] ")]
    public void What_is_before_each_line_is_passed_over(string prefix)
    {
        var listing = TextListing.Read("x", [prefix + Nic, prefix + "\tKernel driver in use: e1000", prefix + Nic]);

        listing.Unknown.ShouldBeEmpty();
        listing.Devices.Select(device => device.Modalias).ShouldBe([NicModalias, NicModalias]);
    }

    [Theory]
    [InlineData("* ")]
    [InlineData("  - ")]
    [InlineData("\u2022 ")]
    public void An_item_of_a_list_is_a_device(string bullet) =>
        Modaliases(bullet + Nic, bullet + Nic).ShouldBe([NicModalias, NicModalias]);

    [Theory]
    [InlineData("```")]
    [InlineData("```text")]
    [InlineData("$ lspci -nn")]
    [InlineData("user@host:~$ sudo lspci -nnk | grep -A3 Eth")]
    [InlineData("[root@host ~]# /usr/sbin/lspci -nn")]
    [InlineData("# lsusb")]
    public void Fences_and_commands_are_passed_over(string line) =>
        Modaliases(line, Nic, line).ShouldBe([NicModalias]);

    [Fact]
    public void Numbers_may_be_in_upper_case() => Modaliases(
        "00:1F.2 SATA controller [0106]: Intel Corporation ICH9 [8086:2922] (rev 02)", "00:1F.3 0C05: 8086:29AF")
        .ShouldBe(["pci:v00008086d00002922sv*sd*bc01sc06i*", "pci:v00008086d000029AFsv*sd*bc0Csc05i*"]);

    [Theory]
    [InlineData("-[0000:00]-+-00.0  Intel Corporation 440FX - 82441FX PMC [Natoma] [8086:1237]")]
    [InlineData("           +-03.0  Intel Corporation 82540EM [8086:100e]")]
    [InlineData(" |         \\-01.0-[01]----00.0  Red Hat, Inc. [1af4:1041]")]
    public void The_tree_of_lspci_is_refused_with_what_to_run(string line) =>
        TextListing.Read("x", [line]).Unknown.ShouldHaveSingleItem().Hint.ShouldBe("Use lspci -nn without -t");

    [Fact]
    public void A_subsystem_that_mail_has_wrapped_is_one() => Modaliases(
        Nic, "\tSubsystem: Red Hat, Inc. QEMU Virtual Machine, a long name", "[1af4:1100]", Nic)
        .ShouldBe(["pci:v00008086d0000100Esv00001AF4sd00001100bc02sc00i*", NicModalias]);

    [Fact]
    public void Details_belong_to_their_device_in_an_indented_listing() =>
        TextListing.Read("x", ["    " + Nic, "    \tKernel driver in use: e1000"]).Devices.ShouldHaveSingleItem()
            .DriversSeen.ShouldBe(["e1000"]);

    [Fact]
    public void A_line_that_mail_has_wrapped_is_one() => Modaliases(
        "00:03.0 Ethernet controller [0200]: Intel Corporation 82540EM Gigabit", "Ethernet Controller [8086:100e]", Nic)
        .ShouldBe([NicModalias, NicModalias]);

    [Fact]
    public void A_domain_has_any_number_of_digits() =>
        Modaliases("10000:01:00.0 Non-Volatile memory controller [0108]: Intel Corporation [8086:f1a8] (prog-if 02)")
            .ShouldBe(["pci:v00008086d0000F1A8sv*sd*bc01sc08i02"]);

    [Theory]
    [InlineData("pci 0000:00:03.0: [8086:100e] type 00 class 0x020000")]
    [InlineData("[    0.412345] pci 0000:00:03.0: [8086:100e] type 00 class 0x020000 conventional PCI endpoint")]
    [InlineData("Jan 31 10:00:00 host kernel: pci 0000:00:03.0: [8086:100e] type 00 class 0x020000")]
    public void The_kernels_log_has_them(string line) =>
        Modaliases(line).ShouldBe(["pci:v00008086d0000100Esv*sd*bc02sc00i00"]);

    [Fact]
    public void Other_lines_of_the_kernels_log_are_no_devices() => Modaliases(
        "[    0.000000] Linux version 6.12.0", "[    0.412345] pci 0000:00:03.0: [8086:100e] type 00 class 0x020000",
        "[    0.412999] pci 0000:00:03.0: reg 0x10: [mem 0xfebc0000-0xfebdffff]").Length.ShouldBe(1);

    [Fact]
    public void Usb_devices_has_every_interface() => Modaliases(
        "T:  Bus=01 Lev=01 Prnt=01 Port=00 Cnt=01 Dev#=  2 Spd=12  MxCh= 0",
        "D:  Ver= 2.00 Cls=00(>ifc ) Sub=00 Prot=00 MxPS= 8 #Cfgs=  1",
        "P:  Vendor=046d ProdID=c52b Rev=24.11",
        "S:  Manufacturer=Logitech",
        "S:  Product=USB Receiver",
        "C:  #Ifs= 2 Cfg#= 1 Atr=a0 MxPwr=98mA",
        "I:  If#= 0 Alt= 0 #EPs= 1 Cls=03(HID  ) Sub=01 Prot=01 Driver=usbhid",
        "E:  Ad=81(I) Atr=03(Int.) MxPS=   8 Ivl=8ms",
        "I:* If#= 1 Alt= 0 #EPs= 1 Cls=03(HID  ) Sub=01 Prot=02 Driver=usbhid",
        "",
        "T:  Bus=01 Lev=00 Prnt=00 Port=00 Cnt=00 Dev#=  1 Spd=480 MxCh= 6",
        "D:  Ver= 2.00 Cls=09(hub  ) Sub=00 Prot=01 MxPS=64 #Cfgs=  1",
        "P:  Vendor=1d6b ProdID=0002 Rev=06.12",
        "I:  If#=0x0 Alt= 0 #EPs= 1 Cls=09(hub  ) Sub=00 Prot=00 Driver=hub").ShouldBe(
        [
            "usb:v046DpC52Bd2411dc00dsc00dp00ic03isc01ip01in00",
            "usb:v046DpC52Bd2411dc00dsc00dp00ic03isc01ip02in01",
            "usb:v1D6Bp0002d0612dc09dsc00dp01ic09isc00ip00in00",
        ]);

    [Theory]
    [InlineData("H/W path       Device  Class      Description")]
    [InlineData("{")]
    [InlineData("  *-network")]
    [InlineData("Network:")]
    public void Listings_of_other_programs_are_refused_with_what_to_run(string line) =>
        TextListing.Read("x", [line]).Unknown.ShouldHaveSingleItem().Hint.ShouldBe("Use lspci -nn and lsusb");

    [Theory]
    [InlineData("1041", "virtio:d00000001v00001AF4")]
    [InlineData("1054", "virtio:d00000014v00001AF4")]
    [InlineData("105a", "virtio:d0000001Av00001AF4")]
    [InlineData("1000", "virtio:d00000001v00001AF4")]
    [InlineData("1001", "virtio:d00000002v00001AF4")]
    [InlineData("1002", "virtio:d00000005v00001AF4")]
    [InlineData("1009", "virtio:d00000009v00001AF4")]
    public void A_virtio_device_is_behind_its_PCI_device(string id, string behind) => BusesBehind.With(
        TextListing.Read("x", [$"00:03.0 0200: 1af4:{id}"]).Devices, NoDriver).Select(device => device.Modalias).Last()
        .ShouldBe(behind);

    [Theory]
    [InlineData("00:02.0 ff80: 5853:0001 (rev 01)", "xen:vbd", "xen:vif")]
    [InlineData("00:08.0 0300: 1414:5353", "vmbus:d96361baa104294db60572e2ffb1dc7f",
        "vmbus:635161f83edfc546913ff2d2f965ed0e")]
    [InlineData("00:0e.0 0104: 8086:467f", "pci:v*d*sv*sd*bc01sc08i02")]
    [InlineData("00:1f.3 0403: 8086:a170 (rev 31)", "hdaudio:v*r*a01")]
    [InlineData("01:00.1 0403: 10de:10f0 (rev a1)", "hdaudio:v*r*a01")]
    public void What_a_hypervisors_or_controllers_bus_has_is_behind_it(string line, params string[] behind) =>
        BusesBehind.With(TextListing.Read("x", [line]).Devices, NoDriver).Skip(1).Select(device => device.Modalias)
            .ShouldBe(behind);

    [Fact]
    public void A_codec_of_QEMU_is_known_by_its_controller_s_subsystem() => BusesBehind.With(
        [DeviceId.Read("pci:v00008086d00002668sv00001AF4sd00001100bc04sc03i00")!], NoDriver).Last().Modalias
        .ShouldBe("hdaudio:v1AF40022r00100101a01");

    [Fact]
    public void A_sound_processor_that_snd_hda_intel_drives_has_codecs_behind_it() => BusesBehind.With(
        TextListing.Read("x", ["00:1f.3 0401: 8086:a0c8"]).Devices, _ => ["snd_hda_intel"]).Last().Modalias
        .ShouldBe("hdaudio:v*r*a01");

    [Fact]
    public void Behind_what_a_guest_has_is_nothing_of_the_machine_s() => BusesBehind.With(
        TextListing.Read("x", ["01:00.1 0403: 10de:10f0 (rev a1)"]).Devices, _ => null).Count().ShouldBe(1);

    [Fact]
    public void A_listing_of_the_bus_itself_is_not_added_to() => BusesBehind.With(
        TextListing.Read("x", ["00:03.0 0200: 1af4:1041", "virtio:d00000001v00001AF4"]).Devices, NoDriver)
        .Count().ShouldBe(2);

    [Theory]
    [InlineData(
        "pci:v00008086d0000100esv00001af4sd00001100bc02sc0ai00",
        "pci:v00008086d0000100Esv00001AF4sd00001100bc02sc0Ai00")]
    [InlineData(
        "usb:v046dpc52bd2411dc0adscfedp0dic0eiscffip5din0a", "usb:v046DpC52Bd2411dc0AdscFEdp0Dic0EiscFFip5Din0A")]
    [InlineData("pci:v000015add000007b0sv*sd*bc*sc*i*", "pci:v000015ADd000007B0sv*sd*bc*sc*i*")]
    public void A_modalias_in_lower_case_is_the_same_devices(string lower, string upper) =>
        DeviceId.Read(lower)!.Modalias.ShouldBe(upper);

    private static IReadOnlyList<string> NoDriver(ListedDevice device) => [];
}
