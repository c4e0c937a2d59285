using System.Text.Json;
using System.Text.RegularExpressions;
using KernelSplit.Devices.Libvirt;
using KernelSplit.Devices.Listings;
using KernelSplit.Modules;
using KernelSplit.Splitting.Machines;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Acceptance;

/// <summary>
/// <c>kernelsplit which</c> for one recorded guest and Debian's kernels, beside what kmod answers and what the guest
/// did.
/// </summary>
[Part(Part.Distributions)]
public sealed partial class WhichTests
{
    private const string Map = "package-maps/cloud.yaml";

    // Of the plan's packages every one requires this, and only this.
    private const string Base = "core";

    private static readonly string Guest = Path.Combine(Shell.Checkout, "tests", "Guest");

    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void Each_device_gets_what_modprobe_would_load_from_packages_that_have_it(string package)
    {
        var root = KernelUnderTest.Of(package).Kmod;
        var answers = Ask(package, "modaliases.txt");
        var packageOf = PackagesOfModules(package);

        // The guest had no driver for its HD audio controller, so the codec isn't in the list.
        answers.Where(IsBehind).Select(answer => answer.Modalias).ShouldBe(["hdaudio:v1AF40022r00100101a01"]);
        answers.RemoveAll(IsBehind);
        answers.Count.ShouldBe(File.ReadAllLines(Path.Combine(Guest, "modaliases.txt")).Length);
        foreach (var answer in answers.DistinctBy(answer => answer.Modalias))
        {
            // modprobe knows nothing of built-in drivers that say nothing of themselves.
            var found = root.Resolve(answer.Modalias);
            answer.Drivers.Where(driver => driver.Package is not null).Select(driver => driver.Name)
                .ShouldBe(found.Where(packageOf.ContainsKey), answer.Modalias);
            found.Except(packageOf.Keys).Except(answer.Drivers.Select(
                driver => driver.Name)).ShouldBeEmpty(answer.Modalias);

            var installed = answer.Drivers.Select(driver => driver.Package).OfType<string>().Append(Base).ToHashSet();
            var loads = root.Loads(answer.Modalias);
            foreach (var needed in found.SelectMany(root.Needs))
            {
                loads.ShouldContain(needed, answer.Modalias);
                installed.ShouldContain(packageOf[needed], $"{answer.Modalias} needs {needed}");
            }
        }

        answers.Count(answer => answer.Drivers.Count > 0).ShouldBeGreaterThan(50);
        answers.Where(answer => answer.State == "missing").Select(answer => answer.Modalias[..22]).ShouldBe(
            ["pci:v00001234d000011E8", "pci:v00001B36d00000005"],
            "QEMU's devices for education and for testing PCI have no driver");
    }

    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void The_driver_that_a_device_had_in_the_guest_is_in_the_answer(string package)
    {
        var answers = Ask(package, "modaliases.txt").DistinctBy(answer => answer.Modalias).ToDictionary(answer =>
            answer.Modalias);
        var release = File.ReadAllText(Path.Combine(Guest, "release.txt")).Trim();
        if (!package.Contains(release, StringComparison.Ordinal))
            return;
        var driven = File.ReadAllLines(Path.Combine(Guest, "drivers.txt"))
            .Select(line => line.Split('\t'))
            .Select(fields => (Modalias: fields[2], Module: ModulePath.NormalizeName(fields[4])))
            .Where(device => device.Module != "_" && answers.ContainsKey(device.Modalias))
            .Distinct().ToList();

        driven.Count.ShouldBeGreaterThan(40);
        foreach (var (modalias, module) in driven)
        {
            // The port driver comes on top of what the PCI core does for bridges.
            if (module != "pcieportdrv")
                answers[modalias].Drivers.Select(driver => driver.Name).ShouldContain(module, modalias);
        }
    }

    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void Every_listing_of_the_guest_gives_the_answers_of_its_modaliases(string package)
    {
        var whole = Ask(package, "modaliases-grep.txt").Where(answer =>
            answer.Place.StartsWith("pci ", StringComparison.Ordinal))
            .ToDictionary(answer => answer.Place.Replace("0000:", ""));

        string[] listings =
            ["lspci-nn.txt", "lspci-n.txt", "lspci-nnk.txt", "lspci-nnv.txt", "lspci-vmmn.txt", "lspci-vmmnn.txt"];
        foreach (var file in listings)
        {
            // What is behind a device isn't in the listing; that of the modaliases has it as a device of its own.
            var answers = Ask(package, file).Where(answer => !IsBehind(answer)).ToList();
            answers.Select(answer => answer.Place).ShouldBe(whole.Keys, ignoreOrder: true);
            foreach (var answer in answers)
            {
                var drivers = whole[answer.Place].Drivers;
                if (answer.State == "perhaps")
                    drivers.ShouldBeSubsetOf(answer.Drivers, $"{file}, {answer.Place}");
                else
                    (answer.State, string.Join(' ', answer.Drivers))
                        .ShouldBe((whole[answer.Place].State, string.Join(' ', drivers)), $"{file}, {answer.Place}");
            }
        }

        var perhaps = Ask(package, "lspci-nn.txt").Where(answer => answer.State == "perhaps").ToLookup(IsBehind);
        perhaps[true].Select(answer => answer.Modalias).ShouldBe(["hdaudio:v*r*a01"]);
        var classes = perhaps[false].Select(answer => answer.Modalias[^10..]).Distinct();
        classes.ShouldBe(["bc0Csc03i*"], "only of USB controllers a line of lspci -nn tells too little");
    }

    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void What_lsusb_is_sure_of_the_modaliases_say_too(string package)
    {
        var whole = Ask(package, "modaliases.txt").Where(answer =>
            answer.Modalias.StartsWith("usb:", StringComparison.Ordinal)).ToList();

        foreach (var answer in Ask(package, "lsusb.txt").Where(answer => answer.State is "module" or "built-in"))
        {
            answer.Drivers.ShouldBeSubsetOf(
                whole.Where(each => AliasPattern.Matches(answer.Modalias, each.Modalias)).SelectMany(each =>
                    each.Drivers),
                answer.Modalias);
        }
    }

    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.All), MemberType = typeof(KernelsUnderTest))]
    public void What_is_known_of_built_in_drivers_is_what_the_same_drivers_say_as_modules(string package)
    {
        var tree = KernelUnderTest.Of(package).Tree;
        var hasAcpi = File.ReadLines(KernelUnderTest.Of(package).Config).Contains("CONFIG_ACPI=y");

        var modules = BuiltInDevices.Known
            .Where(known =>
                tree.FindModule(known.Name) is not null
                    && (hasAcpi || !known.Alias.StartsWith("acpi", StringComparison.Ordinal)))
            .ToList();
        modules.ShouldNotBeEmpty();
        modules.Where(known => !tree.FindModule(known.Name)!.ModInfo.Aliases.Contains(known.Alias)).ShouldBeEmpty();
    }

    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void Every_model_of_libvirt_has_a_driver_or_needs_none(string package)
    {
        var tree = KernelUnderTest.Of(package).Tree;
        var kernel = PackagedKernel.Prebuilt(tree, [new KernelPackage("x.deb", "linux-image", null, [], [])]);
        var models = new GuestModels(Target.ModaliasesByName(
            new DataDirectories(Shell.Checkout).ReadTargets(["kvm", "xen", "esxi"])));
        var devices = GuestModels.Known.Keys
            .SelectMany(
                key => models.Find(key)!,
                (key, device) => new ListedDevice(key, device.Name, device.Modalias) { IsConfigured = true }).ToList();

        MachineAnswer.Of(kernel, [new Listing(devices, [])]).Devices
            .Where(answer => answer.State == DeviceState.Missing).Select(answer => answer.Device.Place)
            .ShouldBeSubsetOf(
                ["sound/virtio", "iommu/virtio", "serial/system-serial"],
                "Debian's 6.1 for x86 is built without CONFIG_SND_VIRTIO and CONFIG_VIRTIO_IOMMU, and only Arm's "
                + "machines have a PL011");
    }

    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void A_finished_package_is_the_one_to_install_by_the_name_that_dpkg_knows(string package)
    {
        var deb = KernelUnderTest.Of(package).Deb;

        var ended = Shell.KernelSplit(Guest, "which", "lspci-nn.txt", "--kernel", deb, "--for", "apt");

        ended.ExitCode.ShouldBe(1, "two of QEMU's devices have no driver");
        var name = Shell.Must("dpkg-deb", "--field", deb, "Package").Output.Trim();
        // 38, and what is behind 8 virtio devices and an HD audio controller of them.
        ended.Lines[0].ShouldStartWith("47 devices: ");
        ended.Lines[0].ShouldEndWith(", 3 need no driver, 2 have no driver");
        ended.Lines[^1].ShouldEndWith($" {name}");
        Shell.Must(
            "apt-get",
            [
                "install", "--simulate", "--no-install-recommends",
                .. Packages().Match(ended.Lines[^1]).Groups["names"].Value.Split(' '),
            ]);
    }

    private static bool IsBehind(Answer answer) => answer.Place.StartsWith("behind", StringComparison.Ordinal);

    private static List<Answer> Ask(string package, string listing)
    {
        // No project is there or above, so packages have the map's names.
        var ended = Shell.KernelSplit(
            Path.GetTempPath(), "which", Path.Combine(Guest, listing), "--kernel",
            KernelUnderTest.Of(package).Modules, "--map", Map, "--json");
        ended.ExitCode.ShouldBeInRange(0, 1, ended.Errors);
        return
        [
            .. JsonDocument.Parse(ended.Output).RootElement.GetProperty("devices").EnumerateArray().Select(Answer.Read),
        ];
    }

    private static Dictionary<string, string> PackagesOfModules(string package)
    {
        var ended = Shell.KernelSplit(
            Shell.Checkout, "split", KernelUnderTest.Of(package).Modules, "--map", Map, "--force", "--output", "-");
        return JsonDocument.Parse(ended.Output).RootElement.GetProperty("modules").EnumerateArray()
            .ToDictionary(
                module => module.GetProperty("module").GetString()!,
                module => module.GetProperty("package").GetString()!);
    }

    [GeneratedRegex("--no-install-recommends (?<names>.*)$")]
    private static partial Regex Packages();

    private sealed record Answer(string Place, string Modalias, string State, IReadOnlyList<AnsweredDriver> Drivers)
    {
        public static Answer Read(JsonElement json) => new(
            json.GetProperty("place").GetString()!, json.GetProperty("modalias").GetString()!,
            json.GetProperty("state").GetString()!,
            [
                .. json.GetProperty("drivers").EnumerateArray().Select(driver =>
                    new AnsweredDriver(
                        driver.GetProperty("name").GetString()!, driver.GetProperty("package").GetString())),
            ]);
    }

    private sealed record AnsweredDriver(string Name, string? Package);
}
