using KernelSplit.Makefiles.Sources;

namespace KernelSplit.Acceptance;

/// <summary>
/// What source files reach, held against what the compiler reads when kbuild builds with a distribution's .config.
/// </summary>
[Part(Part.Compile)]
public sealed class ImpactTests(ITestOutputHelper output)
{
    // One file, several; private headers beside, below and in folders of -I; a macro for a header; assembly that perl
    // writes;
    // .asn1; a source that two modules include; built in; the EFI stub, which no obj-y lists; and all of a module.
    private static readonly string[] Goals =
    [
        "drivers/net/ethernet/intel/igb/", "drivers/block/drbd/", "drivers/staging/rtl8723bs/",
        "sound/pci/ens1370.o", "sound/pci/ens1371.o", "drivers/media/usb/dvb-usb/", "arch/x86/crypto/", "fs/ext4/",
        "net/ipv4/netfilter/nf_nat_snmp_basic.ko",
        "lib/lz4/", "drivers/virtio/", "drivers/firmware/efi/libstub/", "drivers/net/dummy.ko",
    ];

    // How much larger than the truth the answers for headers may be: measured 1.09.
    private const double MostTooMany = 1.5;

    [AptFact(OnlyInFull = true)]
    public void No_file_that_the_compiler_reads_is_missed_and_few_are_too_many()
    {
        var build = DistributionBuild.Of(DistributionKernels.Generic[^1]);
        var compiled = CompiledDependencies.Of(
            build,
            [
                .. Goals.Where(goal =>
                    !goal.StartsWith("arch/", StringComparison.Ordinal)
                        || goal.StartsWith($"arch/{DistributionBuild.Architecture}/", StringComparison.Ordinal)),
            ]);
        var sources = Sources(build, compiled.Config);

        var truth = compiled.Objects
            .SelectMany(one => ModulesOf(one.Object, one.Module, sources), (one, module) => (one.Files, module))
            .SelectMany(one => one.Files, (one, file) => (file, one.module))
            .Distinct().ToLookup(pair => pair.file, pair => pair.module, StringComparer.Ordinal);
        var modules = truth.SelectMany(file => file).Where(module =>
            module.Length > 0).ToHashSet(StringComparer.Ordinal);
        var (missed, said, known) = (new List<string>(), 0, 0);
        foreach (var file in truth)
        {
            var reach = sources.ReachOf(file.Key);
            missed.AddRange(
                file.Where(module => module.Length == 0 ? !reach.KernelImage : !reach.Modules.Contains(module))
                    .Select(module => $"{file.Key} -> {module}"));
            if (!reach.IsAtMost)
                reach.Modules.Where(modules.Contains)
                    .ShouldBe(file.Where(module => module.Length > 0).Order(StringComparer.Ordinal), file.Key);
            said += reach.Modules.Count(modules.Contains);
            known += file.Count(module => module.Length > 0);
        }

        output.WriteLine(
            $"{compiled.Objects.Count} objects of {modules.Count} modules and the kernel image, {truth.Count} files; "
                + $"pairs of file and module: {said} said, {known} compiled ({(double)said / known:0.00})");
        modules.Count.ShouldBeGreaterThan(50);
        missed.ShouldBeEmpty();
        said.ShouldBeLessThan((int)(known * MostTooMany));
        sources.ReachOf("drivers/net/ethernet/intel/igb/igb.h").Modules
            .ShouldBe(["drivers/net/ethernet/intel/igb/igb"]);
    }

    [AptFact]
    public void A_compiled_file_is_answered_without_reading_sources_as_its_object_is_linked()
    {
        var build = DistributionBuild.Of(DistributionKernels.Generic[^1]);
        var sources = Sources(build, build.ConfigText.Split('\n'));
        var reach = sources.ReachOf("drivers/net/ethernet/intel/igb/igb_main.c");
        reach.Modules.ShouldBe(["drivers/net/ethernet/intel/igb/igb"]);
        reach.IsAtMost.ShouldBeFalse();
        sources.FilesRead.ShouldBe(0);
    }

    /// <summary>
    /// An object that is built alone isn't linked: its headers must reach at least what its source does.
    /// </summary>
    private static IEnumerable<string> ModulesOf(string name, string module, KernelSources sources) =>
        Goals.Contains(name) ? sources.ReachOf($"{name[..^2]}.c").Modules : [module];

    private static KernelSources Sources(DistributionBuild build, IEnumerable<string> configLines)
    {
        var config = configLines.Where(line => line.StartsWith("CONFIG_", StringComparison.Ordinal)).Select(line =>
            line.Split('=', 2))
            .ToDictionary(pair => pair[0]["CONFIG_".Length..], pair => pair[1], StringComparer.Ordinal);
        return new KernelSources(
            build.Source, DistributionBuild.Architecture, build.Makefiles, config.GetValueOrDefault);
    }
}
