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

    [Fact]
    public void What_is_no_module_goes_with_the_image_to_where_Debian_has_it()
    {
        string[] files = ["vmlinuz", "config", "System.map", "modules.order", "vdso/vdso64.so", "dtb/vendor/board.dtb"];
        foreach (var file in files)
            Put(file);

        var kernel = new InstalledKernel(Plan, _root.Path);

        var release = Plan.Release;
        kernel.FilesOf("core").Keys.Order(StringComparer.Ordinal).ShouldBe([
            $"boot/System.map-{release}", $"boot/config-{release}", $"boot/vmlinuz-{release}",
            $"lib/modules/{release}/kernel/drivers/net/veth.ko.xz", $"lib/modules/{release}/modules.order",
            $"lib/modules/{release}/vdso/vdso64.so", $"usr/lib/linux-image-{release}/vendor/board.dtb"]);
        kernel.FilesOf("gpu").Count.ShouldBe(2);
        kernel.Listings.ShouldBe(["modules.order"]);
    }

    private void Put(string path) => _root.Write($"lib/modules/{Plan.Release}/{path}", "");
}
