using System.Text;
using KernelSplit.Modules;
using KernelSplit.Testing.Inputs;

namespace KernelSplit.Tests.Modules;

public class BuiltInTests
{
    [Fact]
    public void Modules_builtin_lists_names_and_paths()
    {
        var builtIn = Read("kernel/fs/ext4/ext4.ko\n", "").ShouldHaveSingleItem();
        builtIn.Name.ShouldBe("ext4");
        builtIn.SourcePath.ShouldBe("fs/ext4/ext4");
    }

    [Fact]
    public void Modules_builtin_modinfo_adds_their_modinfo()
    {
        var builtIn = Read("kernel/drivers/a-b.ko\n", "a_b.alias=pci:v1\0a_b.description=a.b=c\0")
            .ShouldHaveSingleItem();
        builtIn.Aliases.ShouldBe(["pci:v1"]);
        builtIn.ModInfo.Description.ShouldBe("a.b=c");
    }

    [Fact]
    public void Code_that_only_has_parameters_has_no_path() =>
        Read("", "printk.parm=time\0").ShouldHaveSingleItem().SourcePath.ShouldBeNull();

    [Fact]
    public void Records_in_another_format_are_skipped() =>
        Read("", "nonsense\0=x\0a=b.c\0").ShouldBeEmpty();

    [Fact]
    public void Drivers_are_found_among_modules_and_built_ins()
    {
        using var directory = new ModuleDirectory()
            .Add("kernel/net.ko", new ElfModule { ModInfo = ["alias=virtio:d00000001v*", "alias=virtio:*"] })
            .Add("kernel/blk.ko", new ElfModule { ModInfo = ["alias=virtio:d00000002v*"] })
            .Add("modules.builtin.modinfo", "any.alias=*:d00000001v*\0"u8.ToArray());

        directory.Read().Drivers("virtio:d00000001v00001AF4").ShouldBe(
        [
            new Driver("net", "virtio:d00000001v*", false),
            new Driver("any", "*:d00000001v*", true),
        ]);
    }

    [Fact]
    public void Requests_without_a_bus_are_found_with_either_dash() =>
        ReadTree("", "ext4.alias=fs-ext4\0").Drivers("fs_ext4").ShouldHaveSingleItem().Name.ShouldBe("ext4");

    private static IReadOnlyList<BuiltInModule> Read(string list, string info) => ReadTree(list, info).BuiltIns;

    private static ModuleTree ReadTree(string list, string info)
    {
        using var directory = new ModuleDirectory()
            .Add("kernel/some.ko", new ElfModule())
            .Add("modules.builtin", Encoding.UTF8.GetBytes(list))
            .Add("modules.builtin.modinfo", Encoding.UTF8.GetBytes(info));
        return directory.Read();
    }
}
