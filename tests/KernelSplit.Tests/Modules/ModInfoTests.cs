using KernelSplit.Modules;
using KernelSplit.Testing.Inputs;

namespace KernelSplit.Tests.Modules;

public class ModInfoTests
{
    [Fact]
    public void Known_fields_have_names()
    {
        var info = Read(
            "license=GPL v2", "description=A card", "vermagic=6.12.0 SMP", "firmware=a/b.bin", "import_ns=DMA_BUF");

        info.License.ShouldBe("GPL v2");
        info.Description.ShouldBe("A card");
        info.VerMagic.ShouldBe("6.12.0 SMP");
        info.Firmware.ShouldBe(["a/b.bin"]);
        info.ImportNamespaces.ShouldBe(["DMA_BUF"]);
    }

    [Fact]
    public void Aliases_keep_their_order_and_spelling() =>
        Read("alias=net-pf-2", "alias=fs-ext4").Aliases.ShouldBe(["net-pf-2", "fs-ext4"]);

    [Fact]
    public void Depends_is_a_list_with_commas() => Read("depends=mii,usbnet").Depends.ShouldBe(["mii", "usbnet"]);

    [Fact]
    public void Empty_depends_is_an_empty_list() => Read("depends=").Depends.ShouldBeEmpty();

    [Fact]
    public void Soft_dependencies_are_pre_or_post() =>
        Read("softdep=pre: a b post: c").SoftDeps.ShouldBe([new("a", true), new("b", true), new("c", false)]);

    [Fact]
    public void Weak_dependencies_are_names() => Read("weakdep=a b").WeakDeps.ShouldBe(["a", "b"]);

    [Fact]
    public void A_value_may_have_equals_signs() =>
        Read("parm=mode:0=off, 1=on").Fields.ShouldBe([new("parm", "mode:0=off, 1=on")]);

    [Fact]
    public void A_string_without_equals_sign_is_a_field_without_value() =>
        Read("odd").Fields.ShouldBe([new("odd", "")]);

    [Fact]
    public void Padding_between_fields_is_skipped() => Read("a=1", "", "", "b=2").Fields.Count.ShouldBe(2);

    private static ModInfo Read(params string[] fields)
    {
        using var directory = new ModuleDirectory().Add("kernel/a.ko", new ElfModule { ModInfo = fields });
        return directory.Read().Modules.ShouldHaveSingleItem().ModInfo;
    }
}
