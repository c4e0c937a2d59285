using KernelSplit.Devices.Listings;
using KernelSplit.Modules;

namespace KernelSplit.Tests.Devices.Listings;

/// <summary>What the listings of one guest say, held against its /sys.</summary>
public sealed class TextListingTests
{
    [Theory]
    [InlineData("lspci-nn.txt")]
    [InlineData("lspci-n.txt")]
    [InlineData("lspci-nnk.txt")]
    [InlineData("lspci-nnv.txt")]
    [InlineData("lspci-vmmn.txt")]
    [InlineData("lspci-vmmnn.txt")]
    public void Every_format_of_lspci_has_the_PCI_devices_of_sys(string file)
    {
        var listing = Read(file);

        listing.Unknown.ShouldBeEmpty();
        listing.Devices.Select(device => device.Place)
            .ShouldBe(PciInSys.Select(device => PlaceOf(device.Name)), ignoreOrder: true);
        foreach (var device in listing.Devices)
            MustFit(device, PciInSys.Single(inSys => PlaceOf(inSys.Name) == device.Place));
    }

    [Theory]
    [InlineData("lspci-nnv.txt")]
    [InlineData("lspci-vmmn.txt")]
    [InlineData("lspci-vmmnn.txt")]
    public void The_longer_formats_have_all_fields_but_a_subsystem_of_zeros(string file)
    {
        foreach (var device in Read(file).Devices)
        {
            var whole = PciInSys.Single(inSys => PlaceOf(inSys.Name) == device.Place).Modalias;
            if (whole.Contains("sv00000000", StringComparison.Ordinal))
                device.Modalias.ShouldContain("sv*sd*");
            else
                device.Modalias.ShouldBe(whole);
        }
    }

    [Fact]
    public void Lspci_with_k_names_the_driver_in_sys() =>
        Read("lspci-nnk.txt").Devices.Single(device =>
            device.Place == "pci 00:0d.0").DriversSeen.ShouldContain("8139cp");

    [Fact]
    public void Lspci_without_IDs_is_not_understood_and_the_option_is_suggested()
    {
        var lines = GuestRecording.Lines("lspci.txt");

        var listing = TextListing.Read("lspci.txt", lines);

        listing.Devices.ShouldBeEmpty();
        listing.Unknown.Select(unknown => unknown.Line).ShouldBe(Enumerable.Range(1, lines.Length));
        listing.Unknown[0].ToString().ShouldStartWith(
            "lspci.txt:1: warning KS0308: not understood: 00:00.0 Host bridge: ");
        listing.Unknown.ShouldAllBe(unknown => unknown.Hint == "Use lspci -nn");
    }

    [Fact]
    public void Every_line_of_lsusb_is_a_device_of_sys()
    {
        var listing = Read("lsusb.txt");

        listing.Unknown.ShouldBeEmpty();
        listing.Devices.Count.ShouldBe(GuestRecording.Lines("lsusb.txt").Length);
        foreach (var device in listing.Devices)
            GuestRecording.Sys.ShouldContain(
                inSys => AliasPattern.Matches(device.Modalias, inSys.Modalias), device.ToString());
    }

    [Theory]
    [InlineData("modaliases.txt")]
    [InlineData("modaliases-grep.txt")]
    public void A_list_of_modaliases_has_the_devices_of_the_buses_in_sys(string file)
    {
        var listing = Read(file);

        listing.Unknown.ShouldBeEmpty();
        // cpu, dmi and input are no buses.
        listing.Devices.Select(device => device.Modalias).ShouldBe(
            GuestRecording.Sys.Where(device => device.Subsystem is not ("-" or "dmi" or "input")).Select(device =>
                device.Modalias),
            ignoreOrder: true);
    }

    [Fact]
    public void Grep_adds_the_address() =>
        Read("modaliases-grep.txt").Devices.ShouldContain(device =>
            device.Place == "pci 0000:00:0f.0" && device.Modalias.StartsWith("pci:v00001B36d00000010"));

    [Fact]
    public void Listings_may_be_concatenated()
    {
        string[] files = ["lspci-nnv.txt", "lsusb.txt", "lspci-vmmn.txt", "modaliases.txt", "lspci-n.txt"];

        var together = TextListing.Read("all", files.SelectMany(GuestRecording.Lines));

        together.Unknown.ShouldBeEmpty();
        together.Devices.ShouldBe(files.SelectMany(file => Read(file).Devices), new ByModalias());
    }

    [Fact]
    public void Lines_may_end_as_on_Windows() =>
        TextListing.Read("x", GuestRecording.Lines("lspci-nnv.txt").Select(line => line + "\r")).Devices.Count
            .ShouldBe(Read("lspci-nnv.txt").Devices.Count);

    [Fact]
    public void A_record_without_an_ID_is_reported_with_its_line()
    {
        var listing = TextListing.Read(
            "x",
            [
                "Slot:\t00:03.0", "Class:\t0200", "Vendor:\t8086", "", "Slot:\t00:04.0", "Class:\t0200",
                "Vendor:\t8086", "Device:\t100e",
            ]);

        listing.Unknown.ShouldHaveSingleItem().ToString()
            .ShouldStartWith("x:1: warning KS0308: device without a numeric device ID");
        listing.Devices.ShouldHaveSingleItem().Place.ShouldBe("pci 00:04.0");
    }

    [Theory]
    [InlineData("lspci-nn.txt")]
    [InlineData("lspci-n.txt")]
    [InlineData("lsusb.txt")]
    [InlineData("modaliases.txt")]
    public void Each_line_of_a_damaged_listing_is_a_device_or_reported(string file)
    {
        var random = new Random(1);
        var lines = GuestRecording.Lines(file).Select(line => Damage(line, random)).ToArray();

        var listing = TextListing.Read(file, lines);

        listing.Unknown.ShouldNotBeEmpty();
        (listing.Devices.Count + listing.Unknown.Count).ShouldBe(lines.Length);
    }

    [Fact]
    public async Task A_line_of_ten_megabytes_is_reported_in_short_and_does_not_hang()
    {
        string[] lines = [new string('a', 10_000_000), $"00:03.0 {new string('[', 5_000_000)}"];

        var unknown = (await Task.Run(() => TextListing.Read("x", lines)).WaitAsync(Effort.Patience)).Unknown;

        unknown.Select(each => each.Line).ShouldBe([1, 2]);
        unknown.ShouldAllBe(each => each.Message.Length < 100);
    }

    [Fact]
    public void Details_below_an_unknown_line_belong_to_it() =>
        TextListing.Read("x", ["nonsense", "\tmore of it", "\tand more", "", "\talone"]).Unknown.Select(unknown =>
            unknown.Line)
            .ShouldBe([1, 5]);

    private static IEnumerable<SysDevice> PciInSys => GuestRecording.Sys.Where(device => device.Subsystem == "pci");

    private static Listing Read(string file) => TextListing.Read(file, GuestRecording.Lines(file));

    private static string PlaceOf(string name) => $"pci {name["0000:".Length..]}";

    private static void MustFit(ListedDevice device, SysDevice inSys) =>
        AliasPattern.Matches(device.Modalias, inSys.Modalias).ShouldBeTrue($"{device.Modalias} {inSys.Modalias}");

    /// <summary>Every second line gets an invalid character in its first half.</summary>
    private static string Damage(string line, Random random)
    {
        if (random.Next(2) == 0)
            return line;
        var characters = line.ToCharArray();
        characters[random.Next(line.Length / 2)] = '\u00e9';
        return new string(characters);
    }

    private sealed class ByModalias : IEqualityComparer<ListedDevice>
    {
        public bool Equals(ListedDevice? x, ListedDevice? y) => x?.Modalias == y?.Modalias && x?.Place == y?.Place;

        public int GetHashCode(ListedDevice device) => device.Modalias.GetHashCode(StringComparison.Ordinal);
    }
}
