using KernelSplit.Modules;
using KernelSplit.Modules.Aliases;

namespace KernelSplit.Tests.Modules.Aliases;

public class OptionalDependenciesTests
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

        new OptionalDependencies(tree).All()
            .Select(dependency => (dependency.Module, dependency.Target, dependency.Kind, Names(dependency.Providers)))
            .ShouldBe(
            [
                ("ext4", "crypto-crc32c", OptionalDependencyKind.SoftPre, "crc32c_intel crc32c_generic"),
                ("ext4", "quota-v2", OptionalDependencyKind.SoftPost, "quota_v2"),
                ("ext4", "missing", OptionalDependencyKind.SoftPost, ""),
                ("ext4", "lz4", OptionalDependencyKind.Weak, "lz4"),
            ]);
    }

    private static string Names(IEnumerable<Driver> providers) =>
        string.Join(' ', providers.Select(driver => driver.Name));
}
