using KernelSplit.Packaging.Deb;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Tests.Packaging;

public sealed class InstalledKernelTests : IDisposable
{
    private static readonly Plan Plan = RpmSpecTests.Plan;

    private readonly TempDirectory _root = new();

    public InstalledKernelTests()
    {
        foreach (var placement in Plan.Placements)
            Put(placement.Path);
    }

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "usr/")]
    public void Other_files_go_to_where_Debian_has_them_and_device_trees_stay_out_of_core(bool inUsr, string usr)
    {
        string[] files = ["vmlinuz", "config", "System.map", "modules.order", "vdso/vdso64.so", "dtb/vendor/board.dtb"];
        foreach (var file in files)
            Put(file);

        var kernel = new InstalledKernel(Plan, _root.Path, inUsr);

        var release = Plan.Release;
        kernel.FilesOf("core").Keys.ShouldBe([
            $"boot/System.map-{release}", $"boot/config-{release}", $"boot/vmlinuz-{release}",
            $"{usr}lib/modules/{release}/kernel/drivers/net/veth.ko.xz", $"{usr}lib/modules/{release}/modules.order",
            $"{usr}lib/modules/{release}/vdso/vdso64.so"],
            ignoreOrder: true);
        kernel.FilesOf("gpu").Keys.Where(file => !file.EndsWith(".ko.xz", StringComparison.Ordinal))
            .ShouldBe([$"usr/lib/linux-image-{release}/vendor/board.dtb"]);
        kernel.Listings.ShouldBe(["modules.order"]);
    }

    private void Put(string path) => _root.Write($"lib/modules/{Plan.Release}/{path}", "");
}
