using KernelSplit.Modules;
using KernelSplit.Modules.Aliases;

namespace KernelSplit.Tests.Modules.Aliases;

public class ModuleLookupTests
{
    [Fact]
    public void A_module_name_takes_precedence_over_aliases() =>
        Resolve("a-b", Tree.Of(Tree.Module("x.ko", "alias=a_b"), Tree.Module("a-b.ko"))).ShouldBe(["a_b"]);

    [Fact]
    public void A_modules_alias_takes_precedence_over_built_in_modules() =>
        Resolve("ext4", Tree.Of([Tree.Module("other.ko", "alias=ext4")], [Tree.BuiltIn("ext4")])).ShouldBe(["other"]);

    [Fact]
    public void A_built_in_name_takes_precedence_over_built_in_aliases() =>
        Resolve("md5", Tree.Of([], [Tree.BuiltIn("md5"), Tree.BuiltIn("fast", "alias=md5")]))
            .ShouldBe(["md5 (built in)"]);

    [Fact]
    public void Built_in_aliases_are_searched_last() =>
        Resolve("md5", Tree.Of([], [Tree.BuiltIn("fast", "alias=md5")])).ShouldBe(["fast (built in)"]);

    [Fact]
    public void Code_that_only_has_parameters_is_not_found() =>
        Resolve("printk", Tree.Of([], [new BuiltInModule("printk", null, ModInfo.Empty)])).ShouldBeEmpty();

    [Fact]
    public void A_symbol_belongs_to_the_last_module_that_exports_it()
    {
        KernelModule Exporter(string path) => new() { Path = path, Exports = [new ExportedSymbol("f")] };
        var tree = Tree.Of([Exporter("a.ko"), Exporter("b.ko"), Tree.Module("c.ko")], [], "b.ko", "a.ko", "c.ko");

        Resolve("symbol:f", tree).ShouldBe(["a"]);
        Resolve("symbol:g", tree).ShouldBeEmpty();
    }

    [Fact]
    public void Unbalanced_brackets_find_nothing() =>
        Resolve("a]", Tree.Of(Tree.Module("a].ko", "alias=*"))).ShouldBeEmpty();

    private static IEnumerable<string> Resolve(string name, ModuleTree tree) => new ModuleLookup(tree).Resolve(name)
        .Select(driver => driver.IsBuiltIn ? $"{driver.Name} (built in)" : driver.Name);
}
