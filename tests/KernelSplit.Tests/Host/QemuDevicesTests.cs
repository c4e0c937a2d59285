using KernelSplit.Host.Qemu;

namespace KernelSplit.Tests.Host;

public sealed class QemuDevicesTests
{
    private const string Version = "QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7)\nCopyright (c)\n";

    private const string Devices = """
        Storage devices:
        name "ich9-ahci", bus PCI, alias "ahci"
        name "nvme", bus PCI, desc "Non-Volatile Memory Express, alias \"none\""

        Misc devices:
        name "vmgenid"
        """;

    private const string Machines = """
        Supported machines are:
        microvm              microvm (i386)
        q35                  Standard PC (alias of pc-q35-7.2)
        """;

    [Theory]
    [InlineData("nvme", true)]
    [InlineData("ich9-ahci", true)]
    [InlineData("ahci", true)]
    [InlineData("vmgenid", true)]
    [InlineData("none", false)]
    [InlineData("machine:q35", true)]
    [InlineData("machine:Supported", false)]
    [InlineData("q35", false)]
    public void Devices_have_names_and_aliases_and_machines_have_a_prefix(string name, bool has) =>
        QemuDevices.Parse("qemu", Version, Devices, Machines)!.Has(name).ShouldBe(has);

    [Fact]
    public void The_version_is_in_the_first_line() =>
        QemuDevices.Parse("qemu", Version, Devices, Machines)!.Version.ShouldBe("7.2.22");

    [Fact]
    public void Another_program_is_not_QEMU() =>
        QemuDevices.Parse("cat", "cat (GNU coreutils) 9.1\n", "", "").ShouldBeNull();
}
