using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Tests.Splitting;

/// <summary>package-maps/cloud.yaml on modules that few kernels have.</summary>
public sealed class CloudMapTests
{
    private static readonly string[] Gpu = ["pci:v00001002d*sv*sd*bc03sc00i00*"];
    private static readonly string[] Wireless = ["pci:v00008086d000024F3sv*sd*bc*sc*i*"];

    private static Dictionary<string, string> Split(params KernelModule[] modules)
    {
        return Solver.Solve(new KernelFacts(Build.Tree(modules)), Map()).PackageOfModules();
    }

    private static PackageMap Map() => PackageMapReader.Find(
        Path.Combine(Checkout.Folder, PackageMapReader.Default), new DataDirectories(Checkout.Folder));

    [Fact]
    public void Modules_that_only_test_the_kernel_are_in_a_package_that_nothing_requires()
    {
        var package = Split(
            Build.Module("lib/kunit/kunit"),
            Build.Module("drivers/gpu/drm/amd/amdgpu/amdgpu", aliases: Gpu),
            Build.Module("drivers/gpu/drm/tests/drm_mm_test", needs: ["drm_buddy", "kunit"]),
            Build.Module("drivers/gpu/drm/drm_buddy"),
            Build.Module("drivers/net/wireless/intel/iwlwifi/tests/iwlwifi-tests", needs: ["iwlwifi", "kunit"]),
            Build.Module("drivers/net/wireless/intel/iwlwifi/iwlwifi", aliases: Wireless),
            Build.Module("drivers/base/regmap/regmap-kunit", needs: ["kunit"]),
            Build.Module("drivers/firmware/cirrus/cs_dsp_checks", needs: ["kunit"]),
            Build.Module("drivers/misc/lkdtm/lkdtm"),
            Build.Module("drivers/net/netdevsim/netdevsim"),
            Build.Module("kernel/rcu/rcutorture", needs: ["torture"]),
            Build.Module("kernel/torture"));

        package.Where(module => module.Value != "tests").Select(module => $"{module.Key} in {module.Value}").Order()
            .ShouldBe(["amdgpu in gpu", "drm_buddy in gpu", "iwlwifi in passthrough"]);
    }

    [Fact]
    public void A_test_does_not_take_what_drivers_need_along()
    {
        var package = Split(
            Build.Module("drivers/iio/industrialio"),
            Build.Module("drivers/iio/buffer/kfifo_buf", needs: ["industrialio"]),
            Build.Module("drivers/iio/adc/ad7124", needs: ["kfifo_buf"]),
            Build.Module("drivers/iio/test_iio", needs: ["kfifo_buf", "iio_scaffold"]),
            Build.Module("drivers/iio/iio_scaffold", needs: ["industrialio"]));

        package.Select(module => $"{module.Key} in {module.Value}").Order().ShouldBe(
        [
            "ad7124 in hardware", "iio_scaffold in tests", "industrialio in hardware", "kfifo_buf in hardware",
            "test_iio in tests",
        ]);
    }

    [Fact]
    public void No_package_requires_the_tests_and_the_metapackage_does_not_either()
    {
        var map = Map();

        map.Packages.Where(package => !package.IsInMetapackage).Select(package => package.Name).ShouldBe(["tests"]);
        map.Packages.ShouldAllBe(package => !package.Requires.Contains("tests"));
    }

    [Fact]
    public void A_driver_with_its_tests_inside_takes_KUnit_along()
    {
        var package = Split(
            Build.Module("lib/kunit/kunit"),
            Build.Module("drivers/thunderbolt/thunderbolt", needs: ["kunit"], aliases: Gpu));

        package["thunderbolt"].ShouldBe(package["kunit"]);
    }

    [Fact]
    public void What_drives_no_hardware_and_serves_none_is_in_software()
    {
        var package = Split(
            Build.Module("fs/nfsd/nfsd", needs: ["grace"]),
            Build.Module("fs/nfs_common/grace"),
            Build.Module("drivers/block/rbd", aliases: ["rbd"]),
            Build.Module("crypto/twofish_generic", aliases: ["crypto-twofish"]),
            Build.Module("net/sched/sch_hfsc", aliases: ["net-sch-hfsc"]));

        package.Values.Distinct().ShouldBe(["software"]);
    }

    [Fact]
    public void Helpers_of_hardware_stay_with_it()
    {
        var package = Split(
            Build.Module("drivers/net/wireless/intel/iwlwifi/iwlwifi", needs: ["mac80211"], aliases: Wireless),
            Build.Module("net/mac80211/mac80211", needs: ["cfg80211", "michael_mic"]),
            Build.Module("net/wireless/cfg80211"),
            Build.Module("crypto/michael_mic", aliases: ["crypto-michael_mic"]),
            Build.Module("net/batman-adv/batman-adv", needs: ["cfg80211"]),
            Build.Module("lib/bch"),
            Build.Module("drivers/mtd/nand/nandcore", needs: ["bch"]),
            Build.Module("drivers/block/floppy", aliases: ["acpi*:PNP0700:*"]));

        foreach (var module in new[] { "iwlwifi", "mac80211", "cfg80211", "michael_mic" })
            package[module].ShouldBe("passthrough", module);
        foreach (var module in new[] { "batman_adv", "bch", "nandcore", "floppy" })
            package[module].ShouldBe("hardware", module);
    }
}
