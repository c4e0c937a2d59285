using KernelSplit.Modules.Aliases;

namespace KernelSplit.Tests.Modules.Aliases;

public class WishesTests
{
    [Fact]
    public void A_target_is_found_by_name_or_alias_among_modules_and_built_ins()
    {
        var tree = Tree.Of(
            [
                Tree.Module("ext4.ko", "softdep=pre: crypto-crc32c post: quota-v2 missing", "weakdep=lz4"),
                Tree.Module("crc32c_generic.ko", "alias=crypto-crc32c"),
                Tree.Module("crc32c-intel.ko", "alias=crypto-crc32c"),
                Tree.Module("quota_v2.ko"),
            ],
            [Tree.BuiltIn("lz4")],
            "crc32c-intel.ko", "crc32c_generic.ko");

        new Wishes(tree).All()
            .Select(wish => (wish.Module, wish.Target, wish.Kind, string.Join(' ', wish.ServedBy.Select(driver => driver.Name))))
            .ShouldBe(
            [
                ("ext4", "crypto-crc32c", WishKind.Before, "crc32c_intel crc32c_generic"),
                ("ext4", "quota-v2", WishKind.After, "quota_v2"),
                ("ext4", "missing", WishKind.After, ""),
                ("ext4", "lz4", WishKind.Weak, "lz4"),
            ]);
    }
}
