using KernelSplit.Foundation;
using KernelSplit.Packaging.Rpm;

namespace KernelSplit.Tests.Packaging;

public sealed class RpmConventionsTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private RpmConventions Fedora(string text) => RpmConventions.Fedora(_directory.Write("firmware.yaml", text));

    [Fact]
    public void Fedoras_packages_are_named_once_each_and_the_rest_is_in_the_other_one() =>
        Fedora("""
            packages:
              amd-gpu-firmware: ["amdgpu/**", "radeon/**"]
            otherwise: linux-firmware
            """)
            .FirmwareCapabilities(
                [
                    "radeon/CAICOS_mc.bin", "amdgpu/navi10_ce.bin", "amdgpu/sub/x.bin", "bnx2x/bnx2x-e2-7.13.21.0.fw",
                    "phanfw.bin",
                ])
            .ShouldBe(["amd-gpu-firmware", "linux-firmware"]);

    [Fact]
    public void Suses_packages_provide_their_files_and_a_pattern_is_no_file() =>
        RpmConventions.Suse.FirmwareCapabilities(["qed/b.bin", "qed/a.bin", "brcm/brcmfmac*-pcie.*.txt"])
            .ShouldBe(["firmware(qed/a.bin)", "firmware(qed/b.bin)"]);

    [Fact]
    public void A_mistake_in_the_file_has_its_line() =>
        Should.Throw<InvalidInputException>(() => Fedora("packages: {}\nother: x\n")).Message
            .ShouldContain("firmware.yaml:2:1: error KS0101:");
}
