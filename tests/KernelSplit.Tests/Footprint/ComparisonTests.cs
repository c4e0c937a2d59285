using KernelSplit.Footprint.Changes;
using KernelSplit.Footprint.Snapshots;
using static KernelSplit.Tests.Footprint.Kernels;

namespace KernelSplit.Tests.Footprint;

/// <summary>What is told of two split kernels.</summary>
public class ComparisonTests
{
    private static readonly SnapshotModule Anchor = Module("anchor");

    [Fact]
    public void A_kernel_compared_with_itself_has_nothing_to_tell()
    {
        var kernel = Of(Anchor, Module("igb", "gpu", aliases: "pci:v1"));

        var difference = Compare(kernel, kernel);

        difference.Modules.ShouldBeEmpty();
        difference.Devices.ShouldBeEmpty();
        difference.Total.InstalledGrowth.ShouldBe(0);
        difference.HasPassed.ShouldBeTrue();
        difference.Advice!.NeedsRespin.ShouldBeFalse();
    }

    [Fact]
    public void A_module_with_other_bytes_and_the_same_code_was_only_built_anew() =>
        Compare(Of(Anchor), Of(Anchor with { File = "other" })).Modules.ShouldBeEmpty();

    [Fact]
    public void A_module_with_other_code_really_changed()
    {
        var difference = Compare(Of(Anchor), Of(Anchor with { Code = "other", Size = 1500 }));

        difference.Modules.Single().HasNewCode.ShouldBe(true);
        difference.Packages.Single(package => package.Package == "core").CodeChanged.ShouldBe(1);
        difference.Total.ChangedSize.ShouldBe(1500);
    }

    [Fact]
    public void Code_of_two_architectures_is_not_compared_and_neither_updates_the_other()
    {
        var difference = Compare(Of(Anchor), Of(Anchor with { Code = "other" }) with { Architecture = "arm64" });

        difference.IsUpdate.ShouldBeFalse();
        difference.CodeChanged.ShouldBe(0);
        difference.Advice.ShouldBeNull();
        difference.Remarks[0].ShouldBe(
            "6.12.1 is for x86_64, 6.12.1 for arm64: their code can't be compared, "
            + "and neither is an update of the other.");
    }

    [Fact]
    public void Plain_modules_beside_compressed_ones_are_worth_a_remark() =>
        Compare(Of(Anchor), Of(Anchor with { Path = "kernel/drivers/anchor.ko" })).Remarks[0]
            .ShouldBe(
                "Modules of 6.12.1 are stored as .xz, those of 6.12.1 as .ko: their sizes on disk are not comparable.");

    [Fact]
    public void Modules_come_and_go()
    {
        var difference = Compare(Of(Anchor, Module("old")), Of(Anchor, Module("new", "gpu")));

        difference.Modules.Select(module => (module.Name, module.Status))
            .ShouldBe([("new", ModuleStatus.Added), ("old", ModuleStatus.Removed)]);
        difference.Packages.Select(package => (package.Package, package.Gained, package.Lost))
            .ShouldBe([("core", 0, 1), ("gpu", 1, 0), ("hardware", 0, 0)]);
    }

    [Fact]
    public void A_module_with_the_same_code_by_another_name_was_renamed()
    {
        var module = Compare(
            Of(Anchor, Module("old", code: "x")), Of(Anchor, Module("new", code: "x"))).Modules.Single();

        (module.Status, module.Name, module.OldName, module.HasNewCode)
            .ShouldBe((ModuleStatus.Renamed, "new", "old", false));
    }

    [Fact]
    public void A_module_with_most_of_the_devices_of_one_that_went_was_renamed() =>
        Compare(
            Of(Anchor, Module("old", aliases: ["pci:a", "pci:b"])),
            Of(Anchor, Module("new", aliases: ["pci:a", "pci:b", "pci:c"])))
            .Modules.Single().Status.ShouldBe(ModuleStatus.Renamed);

    [Fact]
    public void A_new_driver_of_the_same_devices_in_another_place_is_another_driver() =>
        Compare(
            Of(Anchor, Module("video/fbdev/hyperv_fb", aliases: ["vmbus:a", "pci:b"])),
            Of(Anchor, Module("gpu/drm/hyperv/hyperv_drm", aliases: ["vmbus:a", "pci:b"])))
            .Modules.Select(module => module.Status).ShouldBe([ModuleStatus.Added, ModuleStatus.Removed]);

    [Theory]
    [InlineData("drivers/misc/core", ModuleStatus.Modular)]
    [InlineData(null, ModuleStatus.Added)]
    public void Built_in_code_that_only_has_parameters_was_no_module(string? path, ModuleStatus expected) =>
        Compare(
            Of(Anchor) with { BuiltIns = [new SnapshotBuiltIn("core", path) { Parameters = ["sample_interval"] }] },
            Of(Anchor, Module("misc/c2port/core")))
            .Modules.Single().Status.ShouldBe(expected);

    [Fact]
    public void A_module_that_became_part_of_the_kernel_image_is_no_loss()
    {
        var difference = Compare(
            Of(Anchor, Module("dm_mod", aliases: "devname:mapper")),
            Of(Anchor) with
            {
                BuiltIns = [new SnapshotBuiltIn("dm_mod", "drivers/md/dm-mod") { Aliases = ["devname:mapper"] }],
            });

        difference.Modules.Single().Status.ShouldBe(ModuleStatus.BuiltIn);
        difference.Devices.ShouldBeEmpty();
        difference.BuiltIns.Gained.ShouldBe(["dm_mod"]);
    }

    [Fact]
    public void A_move_has_the_reasons_of_both_sides()
    {
        var module = Compare(Of(Anchor, Module("ast")), Of(Anchor, Module("ast", "gpu"))).Modules.Single();

        module.IsMoved.ShouldBeTrue();
        module.OldReason.ShouldBe("it is needed (map.yaml:3): it is there");
        module.NewReason.ShouldBe(module.OldReason);
    }

    [Fact]
    public void Dependencies_in_another_order_are_no_change() => Compare(
        Of(Anchor with { Dependencies = ["a", "b"] }),
        Of(Anchor with { Dependencies = ["b", "a"] })).Modules.ShouldBeEmpty();

    [Fact]
    public void What_a_module_needs_and_offers_is_compared_by_name()
    {
        var module = Compare(
            Of(Anchor with { Parameters = ["qla2xfc2target"], Firmware = ["a.bin"] }),
            Of(Anchor with { Parameters = ["ql2xfc2target"], Firmware = ["a.bin", "b.bin"] })).Modules.Single();

        module.Parameters.Gained.ShouldBe(["ql2xfc2target"]);
        module.Parameters.Lost.ShouldBe(["qla2xfc2target"]);
        module.Firmware.Gained.ShouldBe(["b.bin"]);
        module.HasNewCode.ShouldBe(false);
    }

    [Fact]
    public void A_device_in_another_package_moved()
    {
        var device = Compare(
            Of(Anchor, Module("ast", aliases: "pci:v1")),
            Of(Anchor, Module("ast", "gpu", aliases: "pci:v1"))).Devices.Single();

        device.Status.ShouldBe(DeviceStatus.Moved);
        (device.Then.Single().Package, device.Now.Single().Package).ShouldBe(("core", "gpu"));
    }

    [Fact]
    public void A_device_that_a_wider_pattern_takes_in_is_not_lost()
    {
        var difference = Compare(
            Of(Anchor, Module("ahci", aliases: "pci:v00008086d00002922sv*sd*bc*sc*i*")),
            Of(Anchor, Module("ahci", aliases: "pci:v00008086d*sv*sd*bc*sc*i*")));

        difference.Devices.Select(device => device.Status)
            .ShouldBe([DeviceStatus.Gained, DeviceStatus.Covered], ignoreOrder: true);
    }

    [Fact]
    public void A_device_that_no_package_serves_is_lost_and_a_warning()
    {
        var difference = Compare(Of(Anchor, Module("smc", aliases: "pci:v1")), Of(Anchor));

        difference.Devices.Single().Status.ShouldBe(DeviceStatus.Lost);
        difference.Gates.Single(gate => gate.Name == "devices").Findings.Single().ToString()
            .ShouldContain("warning KS0511: no driver in any package any more for pci:v1");
        difference.HasPassed.ShouldBeTrue();
    }

    [Fact]
    public void Config_is_in_diffconfigs_notation_with_the_modules_that_a_symbol_builds()
    {
        var difference = Compare(
            Of(Anchor) with { Config = new Dictionary<string, string> { ["A"] = "y", ["B"] = "m", ["GONE"] = "n" } },
            Of(Anchor, Module("new") with { Symbols = ["NEW"] }) with
            {
                Config = new Dictionary<string, string> { ["A"] = "y", ["B"] = "y", ["NEW"] = "m" },
            });

        difference.Config.Select(change => change.Notation).ShouldBe(["-GONE n", " B m -> y", "+NEW m"]);
        difference.Config[2].Modules.ShouldBe(["new"]);
    }

    [Fact]
    public void A_new_edge_between_packages_says_whether_the_one_requires_the_other()
    {
        var edge = Compare(
            Of(Anchor, Module("ast", "gpu"), Module("i2c", "hardware")),
            Of(
                Anchor, Module("ast", "gpu") with { Dependencies = ["i2c"] },
                Module("i2c", "hardware"))).NewEdges.Single();

        (edge.From, edge.To, edge.IsRequired).ShouldBe(("gpu", "hardware", false));
        edge.Modules.ShouldBe(["ast -> i2c"]);
    }

    [Fact]
    public void Kernels_without_a_common_module_are_nothing_to_compare() =>
        Should.Throw<NothingToCompareException>(() => Compare(Of(Anchor), Of(Module("other", code: "x")))).Message
            .ShouldContain("no module in common");

    [Fact]
    public void Only_packages_in_which_something_that_runs_changed_must_be_shipped()
    {
        var advice = Compare(Of(Anchor, Module("ast", "gpu")), Of(Anchor, Module("ast", "gpu", "other"))).Advice!;

        advice.Packages.Where(package => package.MustShip).Select(package => package.Package).ShouldBe(["gpu"]);
        advice.NeedsRespin.ShouldBeFalse();
        advice.Why.ShouldBe("An image with only core needs no respin: rebuilt only; no code change.");
    }

    [Fact]
    public void Another_version_of_the_kernel_image_needs_a_respin()
    {
        var image = new KernelSplit.Modules.KernelImage(1, "a", null, []);

        var advice = Compare(
            Of(Anchor) with { Image = image }, Of("6.12.2", Anchor) with { Image = image with { File = "b" } }).Advice!;

        advice.Why.ShouldBe("An image with only core needs a respin: the kernel image is 6.12.2, no longer 6.12.1.");
    }
}
