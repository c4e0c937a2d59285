using KernelSplit.Modules;
using KernelSplit.Packaging.Deb;

namespace KernelSplit.Tests.Packaging;

public sealed class ModaliasesTests
{
    private static KernelModule Module(string name, params string[] aliases) => new()
    {
        Path = $"kernel/{name}.ko",
        ModInfo = new ModInfo(aliases.Select(alias => new ModInfoField("alias", alias))),
    };

    [Fact]
    public void Modules_and_their_devices_are_sorted() =>
        Modaliases.Of([Module("b", "usb:v1*", "pci:v2*", "pci:v2*"), Module("a", "pci:v1*")]).ShouldBe("a(pci:v1*), b(pci:v2*, usb:v1*)");

    [Fact]
    public void Requests_are_no_devices() =>
        Modaliases.Of([Module("ext4", "fs-ext4", "crypto-ctr(aes)"), Module("loop", "block-major-7-*")]).ShouldBeEmpty();

    [Fact]
    public void What_separates_patterns_in_the_field_is_any_letter_in_one() =>
        Modaliases.Of([Module("a", "of:N*T*Cbrcm,bcm2835")]).ShouldBe("a(of:N*T*Cbrcm?bcm2835)");
}
