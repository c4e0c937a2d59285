using KernelSplit.Modules;
using KernelSplit.Packaging.Deb;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Tests.Packaging;

public sealed class ModaliasesTests
{
    private static KernelModule Module(string name, params string[] aliases) => new()
    {
        Path = $"kernel/{name}.ko",
        ModInfo = new ModInfo(aliases.Select(alias => new ModInfoField("alias", alias))),
    };

    private static string Of(KernelModule[] others, params KernelModule[] core)
    {
        Placement Place(KernelModule module, string package) => RpmSpecTests.Plan.Placements[0] with
        {
            Module = module.Name,
            Path = module.Path,
            Package = package,
        };
        var plan = RpmSpecTests.Plan with
        {
            Placements =
                [.. others.Select(module => Place(module, "gpu")), .. core.Select(module => Place(module, "core"))],
        };
        return Modaliases.Of(plan, new ModuleTree(plan.Release, [.. others, .. core]), "gpu");
    }

    [Fact]
    public void Modules_and_their_devices_are_sorted() =>
        Of([Module("b", "usb:v1*", "pci:v2*", "pci:v2*"), Module("a", "pci:v1*")])
            .ShouldBe("a(pci:v1*), b(pci:v2*, usb:v1*)");

    [Fact]
    public void Requests_are_no_devices() =>
        Of([Module("ext4", "fs-ext4", "crypto-ctr(aes)"), Module("loop", "block-major-7-*")]).ShouldBeEmpty();

    [Fact]
    public void What_core_drives_needs_no_package() =>
        Of([Module("a", "pci:v1*", "pci:v2*"), Module("b", "pci:v3*")], Module("c", "pci:v2*", "pci:v3*"))
            .ShouldBe("a(pci:v1*)");

    [Fact]
    public void What_separates_patterns_in_the_field_is_any_letter_in_one() =>
        Of([Module("a", "of:N*T*Cbrcm,bcm2835")]).ShouldBe("a(of:N*T*Cbrcm?bcm2835)");
}
