using KernelSplit.Modules;
using KernelSplit.Splitting.Projects;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Targets;
using KernelSplit.Splitting.Verification;

namespace KernelSplit.Tests.Splitting;

public sealed class ContractCheckTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private string[] Check(IReadOnlyList<Requirement> contract, params Omission[] without)
    {
        var tree = new ModuleTree(
            "6.12",
            [Build.Module("net/veth"), Build.Module("drivers/gpu/ast", aliases: ["pci:v00001A03d00002000*"])],
            [new BuiltInModule("virtio_blk", "drivers/block/virtio_blk", new ModInfo([new ModInfoField("alias", "virtio:d00000002v*")]))]);
        var plan = Solver.Solve(new KernelSplit.Splitting.Maps.KernelFacts(tree), Build.Map(_directory, """
            rules:
              - {to: core, because: x, when: {name: veth}}
              - {to: gpu, because: x, when: {path: "drivers/gpu/**"}}
            """));
        return [.. new ContractCheck(plan, tree).Run(contract, without, "kernelsplit.yaml").Select(finding => finding.ToString())];
    }

    private static Requirement Kvm(string name, params string[] modaliases) => new("kvm", name, modaliases);

    [Fact]
    public void Core_and_the_kernel_image_keep_the_contract() =>
        Check([Kvm("disk", "virtio:d00000002v00001AF4"), Kvm("veth"), Kvm("virtio-blk")]).ShouldBeEmpty();

    [Fact]
    public void A_driver_in_another_package_is_named_with_that_package() =>
        Check([Kvm("screen", "pci:v00001A03d00002000sv0sd0bc03sc00i00")])
            .ShouldBe(["kvm: error: core doesn't serve screen: its driver ast is in gpu. A rule before the one that put it there has to send it to core"]);

    [Fact]
    public void A_device_that_nothing_drives_is_named() =>
        Check([Kvm("clock", "ptp:kvm"), Kvm("overlay")]).ShouldBe(
        [
            "kvm: error: core doesn't serve clock: this kernel has no driver for it",
            "kvm: error: core doesn't serve overlay: this kernel has no driver for it",
        ]);

    [Fact]
    public void Every_form_of_a_device_must_be_driven() =>
        Check([Kvm("disk", "virtio:d00000002v00001AF4", "xen:vbd")])
            .ShouldBe(["kvm: error: core doesn't serve disk: this kernel has no driver for it"]);

    [Fact]
    public void What_a_project_does_without_may_be_missing() =>
        Check([Kvm("overlay")], new Omission("over*", 7, [Kvm("overlay")])).ShouldBeEmpty();

    [Fact]
    public void What_a_project_does_without_may_not_be_in_the_wrong_package() =>
        Check([Kvm("ast"), Kvm("overlay")], new Omission("*", 7, [Kvm("ast"), Kvm("overlay")]))
            .ShouldBe(["kvm: error: core doesn't serve ast: its driver ast is in gpu. A rule before the one that put it there has to send it to core"]);

    [Fact]
    public void What_a_project_does_without_in_vain_is_a_finding() =>
        Check([Kvm("veth")], new Omission("veth", 7, [Kvm("veth")]))
            .ShouldBe(["kernelsplit.yaml:7: error: \"without\" names \"veth\", which this kernel has. Take it out of the list"]);
}
