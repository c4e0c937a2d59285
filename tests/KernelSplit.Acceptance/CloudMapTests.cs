using System.Text.Json;

namespace KernelSplit.Acceptance;

/// <summary>What package-maps/cloud.yaml makes of the distribution's kernels.</summary>
[Part(Part.Distributions)]
public sealed class CloudMapTests
{
    // 9.1 MiB for what hypervisors show and containers need; 1.8 MiB for what cloud images take for granted.
    private const long LargestCore = 12_000_000;

    private static readonly string[] Buses = ["pci", "usb", "of", "acpi", "platform", "i2c", "spi"];
    private static readonly string[] Software = ["nfsd", "rbd", "gfs2", "nvme_tcp", "sctp"];

    private static string PackageOf(JsonElement module) => module.GetProperty("package").GetString()!;

    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void Core_has_almost_no_module_that_core_does_not_need(string package)
    {
        var kernel = KernelUnderTest.Of(package);
        var modules = kernel.Split.Modules;
        var core = modules.Where(module => PackageOf(module.Value) == "core").Select(module => module.Key).ToHashSet();

        // depmod says who needs whom; rules and wishes are where it begins.
        var needs = kernel.Kmod.Dependencies;
        var needed = core
            .Where(name =>
            modules[name].GetProperty("reason")
            .GetProperty("kind").GetString() is "rule" or "soft-dependency-of").ToHashSet();
        needed.ShouldNotBeEmpty();
        foreach (var name in needed.ToList())
            needed.UnionWith(needs[name]);

        // What both software and the drivers of devices need is in core, because it has nothing else in common.
        core.Except(needed).Sum(Size).ShouldBeLessThanOrEqualTo(
            core.Sum(Size) / 100, string.Join(", ", core.Except(needed)));
        var compressed = modules.Values.All(module =>
            module.GetProperty("path").GetString()!.EndsWith(".ko.xz", StringComparison.Ordinal));
        if (compressed)
            core.Sum(Size).ShouldBeLessThan(LargestCore);

        long Size(string name) => modules[name].GetProperty("size").GetInt64();
    }

    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void No_module_that_others_hold_could_move_up(string package)
    {
        var kernel = KernelUnderTest.Of(package);
        var (modules, needs) = (kernel.Split.Modules, kernel.Kmod.Dependencies);
        var users = needs.SelectMany(pair => pair.Value, (pair, needed) => (needed, pair.Key))
            .ToLookup(pair => pair.needed, pair => pair.Key);
        var reach = kernel.Split.Installations();

        var held = modules.Where(module =>
            module.Value.GetProperty("reason").GetProperty("kind").GetString() == "needed-by").ToList();
        held.Count.ShouldBeGreaterThan(kernel.IsPackage ? 100 : 0);
        foreach (var (name, module) in held)
        {
            foreach (var above in reach.Keys.Where(other =>
                other != PackageOf(module) && reach[other].Contains(PackageOf(module))))
                users[name].Any(user => !reach[PackageOf(modules[user])].Contains(above)).ShouldBeTrue(
                    $"{name} could be in {above}");
        }
    }

    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void Families_stay_together(string package)
    {
        var modules = KernelUnderTest.Of(package).Split.Modules;

        string[][] families =
        [
            ["enic", "usnic_verbs"],
            ["qed", "qede", "qedf", "qedi"],
            ["mlx5_core", "mlx5_ib"],
            ["mlx4_core", "mlx4_en", "mlx4_ib"],
            ["bnxt_en", "bnxt_re"],
        ];
        foreach (var family in families)
            family.Where(modules.ContainsKey).Select(name => PackageOf(modules[name])).Distinct().Count().ShouldBe(
                1, string.Join(", ", family));
    }

    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void What_software_has_drives_nothing_and_needs_core_alone(string package)
    {
        var kernel = KernelUnderTest.Of(package);
        var (modules, needs) = (kernel.Split.Modules, kernel.Kmod.Dependencies);
        var drivers = kernel.Tree.Modules.ToLookup(module => module.Name, StringComparer.Ordinal);
        var software = modules.Where(module => PackageOf(module.Value) == "software").ToList();

        software.Count.ShouldBeGreaterThan(kernel.IsPackage ? 300 : 0);
        foreach (var (name, _) in software)
        {
            needs[name].Select(needed => PackageOf(modules[needed])).Where(where =>
                where is not ("core" or "software")).ShouldBeEmpty(name);
            drivers[name].SelectMany(driver => driver.ModInfo.Aliases).Select(alias => alias.Split(':', '*')[0])
                .Intersect(Buses).ShouldBeEmpty(name);
        }

        foreach (var name in Software.Where(modules.ContainsKey))
            PackageOf(modules[name]).ShouldBe("software", name);
        PackageOf(modules["efivarfs"]).ShouldBe("core");
    }

    /// <summary>As QEMU's q35 and pc show themselves: hw/i386/pc_q35.c and hw/i386/pc_piix.c.</summary>
    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.Generic), MemberType = typeof(KernelsUnderTest))]
    public void A_guest_of_QEMU_needs_core_alone(string package)
    {
        using var folder = new TempDirectory();
        var machine = folder.Write("lspci", """
            00:00.0 Host bridge [0600]: Intel Corporation 82G33/G31/P35/P31 Express DRAM Controller [8086:29c0]
            00:01.0 Ethernet controller [0200]: Red Hat, Inc. Virtio network device [1af4:1041] (rev 01)
            00:1f.0 ISA bridge [0601]: Intel Corporation 82801IB (ICH9) LPC Interface Controller [8086:2918] (rev 02)
            00:1f.2 SATA controller [0106]: Intel Corporation 82801IR/IO/IH (ICH9R/DO/DH) 6 port SATA Controller [AHCI mode] [8086:2922] (rev 02)
            00:1f.3 SMBus [0c05]: Intel Corporation 82801I (ICH9 Family) SMBus Controller [8086:2930] (rev 02)
            01:01.1 IDE interface [0101]: Intel Corporation 82371SB PIIX3 IDE [Natoma/Triton II] [8086:7010]
            01:01.3 Bridge [0680]: Intel Corporation 82371AB/EB/MB PIIX4 ACPI [8086:7113] (rev 03)

            """);

        var ended = Shell.KernelSplit(
            folder.Path, "which", machine, "--kernel", KernelUnderTest.Of(package).Input, "--map",
            "package-maps/cloud.yaml", "--json");

        JsonDocument.Parse(ended.Output).RootElement.GetProperty("packages").EnumerateArray().Select(name =>
            name.GetString())
            .ShouldBe(["core"], ended.Output);
    }

    [KernelTheory]
    [MemberData(nameof(KernelsUnderTest.Targeted), MemberType = typeof(KernelsUnderTest))]
    public void What_another_kernel_lacks_of_a_contract_is_said_and_is_true(string package)
    {
        var kernel = KernelUnderTest.Of(package);
        var ended = kernel.Split.Ended;
        var config = File.ReadLines(kernel.Config).ToHashSet();

        foreach (var line in ended.Errors.Split('\n').Where(line => line.Contains(": error KS")))
        {
            line.ShouldContain(": this kernel has no driver for it. Enable CONFIG_");
            // All of one alternative would bring it; so none is whole in the .config.
            var symbols = line[line.IndexOf("CONFIG_", StringComparison.Ordinal)..].Split(" and ").Select(all =>
                all.Trim().Split(" or "));
            symbols.Any(any => !any.Any(symbol => config.Contains($"{symbol}=y") || config.Contains($"{symbol}=m")))
                .ShouldBeTrue(line);
        }

        ended.Errors.ShouldNotContain("matches no module");
    }
}
