using KernelSplit.Modules;
using KernelSplit.Packaging.Checks;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Targets;
using KernelSplit.Tests.Splitting;

namespace KernelSplit.Tests.Packaging;

public sealed class ContractCheckTests : IDisposable
{
    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    private string[] Check(Target target)
    {
        var tree = new ModuleTree(
            "6.12",
            [Build.Module("net/veth"), Build.Module("drivers/gpu/ast", aliases: ["pci:v00001A03d00002000*"])],
            [new BuiltInModule("virtio_blk", "drivers/block/virtio_blk", new ModInfo([new ModInfoField("alias", "virtio:d00000002v*")]))]);
        var plan = Solver.Solve(tree, Build.Map(_folder, """
            rules:
              - {to: core, because: x, when: {name: veth}}
              - {to: gpu, because: x, when: {path: "drivers/gpu/**"}}
            """));
        return [.. ContractCheck.Run(plan, tree, [target]).Select(finding => finding.ToString())];
    }

    private static Target Kvm(Device[] devices, params string[] modules) => new("", "kvm", "", devices, modules);

    [Fact]
    public void Core_and_the_kernel_image_keep_the_contract() =>
        Check(Kvm([new Device("disk", "virtio:d00000002v00001AF4")], "veth", "virtio-blk")).ShouldBeEmpty();

    [Fact]
    public void A_driver_in_another_package_is_named_with_that_package() =>
        Check(Kvm([new Device("screen", "pci:v00001A03d00002000sv0sd0bc03sc00i00")]))
            .ShouldBe(["kvm: error: core doesn't serve screen: its driver ast is in gpu"]);

    [Fact]
    public void A_device_that_nothing_drives_is_named() =>
        Check(Kvm([new Device("clock", "ptp:kvm")], "overlay")).ShouldBe(
        [
            "kvm: error: core doesn't serve clock: this kernel has no driver for it",
            "kvm: error: core doesn't serve overlay: this kernel has no driver for it",
        ]);
}
