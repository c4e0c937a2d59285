using KernelSplit.Splitting.Explaining;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Tests.Splitting.Explaining;

public sealed class NamedThingTests : IDisposable
{
    private const string Rules = """
        rules:
          - {to: gpu, because: it drives a graphics card, when: {path: "drivers/gpu/**"}}

        """;

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private PlanIndex Index()
    {
        string[] modules =
        [
            "drivers/net/ethernet/mellanox/mlx5/core/mlx5_core", "drivers/net/ethernet/atheros/alx/alx",
            "drivers/net/virtio_net", "drivers/net/ethernet/realtek/r8169", "fs/fat/fat", "fs/fat/vfat", "fs/fat/msdos",
            "fs/overlayfs/overlay", "fs/nfs/nfsv4", "fs/nfs/nfs", "net/netfilter/xt_MASQUERADE", "net/netfilter/nf_nat",
            "net/ipv4/tcp_lp", "net/ipv4/tcp_bbr", "drivers/md/dm-crypt", "net/bridge/br_netfilter",
        ];
        return new PlanIndex(Solver.Solve(
            new KernelFacts(Build.Tree(modules.Select(path => Build.Module(path)))), Build.Map(_directory, Rules)));
    }

    [Theory]
    [InlineData("virtio_net")]
    [InlineData("virtio-net.ko.xz")]
    [InlineData("VIRTIO_NET")]
    [InlineData("/lib/modules/6.12.0/kernel/drivers/net/virtio_net.ko.zst")]
    [InlineData("drivers/net/virtio_net.c")]
    [InlineData("virtio_net.o")]
    public void A_module_is_found_however_people_write_it(string what) =>
        NamedThing.Find(what, Index(), null)!.Module!.Module.ShouldBe("virtio_net");

    [Theory]
    [InlineData("core", "core")]
    [InlineData("kernel-cloud-core", "core")]
    public void A_package_is_found_by_either_name(string what, string package) =>
        NamedThing.Find(what, Index(), null)!.Package!.Name.ShouldBe(package);

    [Theory]
    [InlineData("mlx5", "mlx5_core")]
    [InlineData("fat32", "vfat")]
    [InlineData("overlayfs", "overlay")]
    [InlineData("nfs4", "nfsv4")]
    [InlineData("luks", "dm_crypt")]
    [InlineData("rtl8169", "r8169")]
    [InlineData("ipt_MASQUERADE", "xt_MASQUERADE")]
    [InlineData("nf_nat_ipv4", "nf_nat")]
    [InlineData("br_netfliter", "br_netfilter")]
    [InlineData("fs/fat/namei_vfat.c", "vfat")]
    [InlineData("drivers/net/ethernet/mellanox/mlx5/core/lag/lag.c", "mlx5_core")]
    public void What_somebody_means_is_suggested(string what, string module)
    {
        var index = Index();

        NamedThing.Find(what, index, null).ShouldBeNull();
        NamedThing.Nearest(what, index).ShouldBe(module);
    }

    [Theory]
    [InlineData("zfs")]
    [InlineData("docker")]
    [InlineData("eth0")]
    [InlineData("net/ipv4/tcp.c")]
    [InlineData("drivers/net/nonexistent.c")]
    [InlineData("kernel/sched/core.c")]
    public void Where_it_would_be_a_guess_nothing_is_suggested(string what) =>
        NamedThing.Nearest(what, Index()).ShouldBeNull();
}
