using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Testing.Inputs;

namespace KernelSplit.Tests.Modules;

public sealed class KernelCopyTests : IDisposable
{
    private const string Module = "kernel/lib/helper.ko";

    private readonly TempDirectory _directory = new();
    private readonly ModuleDirectory _kernel = new ModuleDirectory()
        .Add(Module, new ElfModule { ModInfo = ["license=GPL"] });

    public void Dispose()
    {
        _directory.Dispose();
        _kernel.Dispose();
    }

    private string[] Copied(params string[] inputs)
    {
        KernelCopy.Stage(inputs, ModuleTreeReader.Read(inputs), _directory.Path, CancellationToken.None);
        var release = Path.Combine(_directory.Path, "lib/modules", ModuleDirectory.Release);
        return [.. Directory.EnumerateFiles(release, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(release, file)).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void Files_in_boot_are_copied_to_where_kernel_install_expects_them()
    {
        foreach (var file in new[] { "vmlinuz", "System.map", "config", "initrd.img" })
            _kernel.WriteFile($"boot/{file}-{ModuleDirectory.Release}", [1]);
        _kernel.WriteFile("boot/vmlinuz-6.1.0-other", [2]);
        _kernel.WriteFile($"usr/lib/linux-image-{ModuleDirectory.Release}/vendor/board.dtb", [3]);

        Copied(_kernel.Path).ShouldBe(["System.map", "config", "dtb/vendor/board.dtb", Module, "vmlinuz"]);
    }

    [Theory]
    [InlineData("vmlinuz-test")]
    [InlineData("bzImage-6.12.0-test")]
    [InlineData("Image-6.12.0-test")]
    [InlineData("Image.gz-6.12.0-test")]
    [InlineData("zImage-6.12.0-test")]
    public void An_image_is_found_by_the_names_of_Alpine_and_Yocto(string name)
    {
        _kernel.WriteFile($"boot/{name}", [1]);
        _kernel.WriteFile("boot/config-test", [1]);

        Copied(_kernel.Path).ShouldBe(["config", Module, "vmlinuz"]);
    }

    [Theory]
    [InlineData("lib/modules", false)]
    [InlineData("usr/lib/modules", true)]
    public void Whether_the_modules_are_below_usr_is_told(string modules, bool inUsr)
    {
        _directory.Write($"kernel/boot/vmlinuz-{ModuleDirectory.Release}", "");
        var path = Path.Combine(_directory.Path, "kernel", modules, ModuleDirectory.Release, Module);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Copy(Path.Combine(_kernel.Path, "lib/modules", ModuleDirectory.Release, Module), path);
        string[] inputs = [Path.Combine(_directory.Path, "kernel")];

        KernelCopy.Stage(inputs, ModuleTreeReader.Read(inputs), _directory.Path, CancellationToken.None)
            .ShouldBe(inUsr);
    }

    [Fact]
    public void An_image_of_another_flavor_is_not_the_kernels()
    {
        _kernel.WriteFile("boot/vmlinuz-lts", [1]);

        Should.Throw<InvalidInputException>(() => Copied(_kernel.Path)).Message.ShouldContain("no kernel image");
    }

    [Fact]
    public void For_a_release_directory_boot_is_found_in_its_root()
    {
        _kernel.WriteFile($"boot/vmlinuz-{ModuleDirectory.Release}", [1]);

        Copied(_kernel.ReleasePath).ShouldBe([Module, "vmlinuz"]);
    }

    [Fact]
    public void Depmods_files_and_links_to_the_build_tree_are_not_copied()
    {
        string[] files =
            ["vmlinuz", "modules.order", "modules.dep", "modules.alias.bin", "modules.weakdep", "build/Makefile"];
        foreach (var file in files)
            _kernel.WriteFile($"lib/modules/{ModuleDirectory.Release}/{file}", []);

        Copied(_kernel.Path).ShouldBe([Module, "modules.order", "vmlinuz"]);
    }

    [Fact]
    public void The_image_may_be_in_another_package_than_the_modules()
    {
        var release = $"./lib/modules/{ModuleDirectory.Release}";
        var modules = Package.Tar(new PackedFile(
            $"{release}/{Module}", new ElfModule { ModInfo = ["license=GPL"] }.ToBytes()));
        var image = Package.Tar(
            new PackedFile($"./boot/vmlinuz-{ModuleDirectory.Release}", [1]),
            new PackedFile($"{release}/modules.order", []));

        Copied(
            _kernel.WriteFile("modules.deb", Package.Deb("data.tar", modules)),
            _kernel.WriteFile("image.deb", Package.Deb("data.tar", image)))
            .ShouldBe([Module, "modules.order", "vmlinuz"]);
    }

    [Fact]
    public void A_kernel_without_an_image_is_rejected() =>
        Should.Throw<InvalidInputException>(() => Copied(_kernel.Path)).Message
            .ShouldContain(
                $"no kernel image: neither boot/vmlinuz-{ModuleDirectory.Release}, ");

    [Fact]
    public void A_build_directory_is_rejected_with_the_command_that_installs_it()
    {
        _kernel.WriteFile("build/include/config/kernel.release", "6.12.0-test"u8.ToArray());
        _kernel.WriteFile("build/modules.order", "lib/helper.o\n"u8.ToArray());
        _kernel.WriteFile("build/lib/helper.ko", new ElfModule { ModInfo = ["license=GPL"] }.ToBytes());

        Should.Throw<InvalidInputException>(() => Copied(Path.Combine(_kernel.Path, "build"))).Message
            .ShouldContain("make modules_install INSTALL_MOD_PATH=");
    }
}
