using KernelSplit.Diagnostics;
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
    public void What_is_no_module_goes_with_the_image_and_what_depmod_makes_nowhere()
    {
        foreach (var file in new[] { "vmlinuz", "config", "System.map", "modules.order", "modules.dep", "modules.alias.bin", "vdso/vdso64.so", "dtb/vendor/board.dtb" })
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

    [Fact]
    public void The_image_may_be_in_boot_too()
    {
        _root.Write($"boot/vmlinuz-{Plan.Release}", "");

        new InstalledKernel(Plan, _root.Path).FilesOf("core").Keys.ShouldContain($"boot/vmlinuz-{Plan.Release}");
    }

    [Fact]
    public void A_kernel_without_an_image_is_refused() =>
        Should.Throw<InvalidInputException>(() => new InstalledKernel(Plan, _root.Path)).Message.ShouldContain("no kernel image. put it to");

    [Fact]
    public void A_module_that_the_plan_does_not_know_is_refused()
    {
        Put("vmlinuz");
        Put("extra/new.ko");

        Should.Throw<InvalidInputException>(() => new InstalledKernel(Plan, _root.Path)).Message.ShouldContain("extra/new.ko: error: isn't in the plan");
    }

    [Fact]
    public void A_module_that_only_the_plan_knows_is_refused()
    {
        Put("vmlinuz");
        File.Delete(Path.Combine(_root.Path, "lib/modules", Plan.Release, "kernel/drivers/net/veth.ko.xz"));

        Should.Throw<InvalidInputException>(() => new InstalledKernel(Plan, _root.Path)).Message.ShouldContain("veth.ko.xz: error: no such file");
    }

    private void Put(string path) => _root.Write($"lib/modules/{Plan.Release}/{path}", "");
}
