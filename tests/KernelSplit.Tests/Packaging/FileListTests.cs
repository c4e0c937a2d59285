using KernelSplit.Packaging.Rpm;

namespace KernelSplit.Tests.Packaging;

public sealed class FileListTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public FileListTests()
    {
        foreach (var placement in RpmSpecTests.Plan.Placements)
            _directory.Write(placement.Path, "");
        _directory.Write("vmlinuz", "");
        _directory.Write("modules.order", "");
    }

    private static readonly string[] Boot = ["/boot/vmlinuz-6.12.1", "/boot/initramfs-6.12.1.img"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_package_lists_its_modules_and_the_directories_above_them() =>
        FileList.Of(RpmSpecTests.Plan, "gpu", _directory.Path, "/lib/modules/6.12.1-1.cloud.x86_64", Boot).ShouldBe("""
            %dir /lib/modules/6.12.1-1.cloud.x86_64/kernel
            %dir /lib/modules/6.12.1-1.cloud.x86_64/kernel/drivers
            %dir /lib/modules/6.12.1-1.cloud.x86_64/kernel/drivers/gpu
            %dir /lib/modules/6.12.1-1.cloud.x86_64/kernel/drivers/gpu/drm
            %dir /lib/modules/6.12.1-1.cloud.x86_64/kernel/drivers/gpu/drm/ast
            %defattr(0644,root,root,0755)
            /lib/modules/6.12.1-1.cloud.x86_64/kernel/drivers/gpu/drm/ast/ast.ko.xz
            /lib/modules/6.12.1-1.cloud.x86_64/kernel/drivers/gpu/drm/drm.ko.xz

            """);

    [Fact]
    public void The_kernel_image_and_all_that_is_no_module_go_to_the_base_package()
    {
        var list = FileList.Of(RpmSpecTests.Plan, "core", _directory.Path, "/lib/modules/6.12.1-1.cloud.x86_64", Boot);

        list.ShouldContain("%dir /lib/modules/6.12.1-1.cloud.x86_64\n");
        list.ShouldContain("/vmlinuz\n");
        list.ShouldContain("/modules.order\n");
        list.ShouldContain("/veth.ko.xz\n");
        list.ShouldNotContain("drm");
    }

    [Fact]
    public void The_base_package_owns_what_depmod_makes_and_does_not_ship_it()
    {
        _directory.Write("modules.dep", "");

        var lines = FileList.Of(RpmSpecTests.Plan, "core", _directory.Path, "/m", Boot).Split('\n').Where(
            line => line.Contains("modules.dep")).ToList();

        lines.ShouldBe(["%ghost /m/modules.dep", "%ghost /m/modules.dep.bin"]);
    }

    [Fact]
    public void Links_to_the_kernels_source_are_not_followed()
    {
        using var source = new TempDirectory();
        source.Write("Makefile", "");
        Directory.CreateSymbolicLink(Path.Combine(_directory.Path, "build"), source.Path);

        FileList.Of(RpmSpecTests.Plan, "core", _directory.Path, "/m", Boot).ShouldNotContain("build");
    }

    [Fact]
    public void Device_trees_of_boards_are_in_the_default_package()
    {
        _directory.Write("dtb/vendor/board.dtb", "");

        FileList.Of(RpmSpecTests.Plan, "core", _directory.Path, "/m", Boot).ShouldNotContain("dtb");
        FileList.Of(RpmSpecTests.Plan, "gpu", _directory.Path, "/m", Boot).ShouldContain("/m/dtb/vendor/board.dtb\n");
    }

    [Fact]
    public void It_owns_what_tools_put_into_boot_where_an_initramfs_is_for_root_alone() =>
        FileList.Of(RpmSpecTests.Plan, "core", _directory.Path, "/m", Boot).ShouldContain(
            "%ghost /boot/vmlinuz-6.12.1\n%ghost %attr(0600,root,root) /boot/initramfs-6.12.1.img\n");
}
