using CsCheck;
using KernelSplit.Modules;

namespace KernelSplit.Tests.Modules.Aliases;

public class AliasIndexTests
{
    [Fact]
    public void Drivers_come_in_the_order_of_modules_order()
    {
        var tree = Tree.Of(
            [
                Tree.Module("kernel/a.ko.xz", "alias=x*"), Tree.Module("kernel/b-c.ko.xz", "alias=*y"),
                Tree.Module("kernel/d.ko.xz", "alias=xy"),
            ],
            [],
            "kernel/d.ko", "kernel/b-c.ko", "kernel/not-here.ko", "kernel/a.ko");

        tree.Drivers("xy").Select(driver => driver.Name).ShouldBe(["d", "b_c", "a"]);
    }

    [Fact]
    public void Modules_that_are_not_in_modules_order_come_last()
    {
        var tree = Tree.Of(
            [
                Tree.Module("updates/z.ko", "alias=x"), Tree.Module("updates/b.ko", "alias=x"),
                Tree.Module("updates/a.ko", "alias=x"),
            ],
            [],
            "updates/z.ko", "kernel/a.ko");

        tree.Drivers("x").Select(driver => driver.Name).ShouldBe(["z", "b", "a"]);
    }

    [Fact]
    public void Of_several_lines_of_modules_order_the_last_one_counts() =>
        Tree.Of(
            [Tree.Module("kernel/a.ko", "alias=x"), Tree.Module("kernel/b.ko", "alias=x")],
            [],
            "kernel/a.ko", "kernel/b.ko", "kernel/a.ko")
            .Drivers("x").Select(driver => driver.Name).ShouldBe(["b", "a"]);

    [Fact]
    public void Modules_without_modules_order_come_as_depmod_has_them() =>
        Tree.Of(
            [
                Tree.Module("x/aaa.ko", "alias=x"), Tree.Module("x/bbb.ko", "alias=x"),
                Tree.Module("x/ccc.ko", "alias=x"),
            ],
            [])
            .Drivers("x").Select(driver => driver.Name).ShouldBe(["ccc", "aaa", "bbb"]);

    [Fact]
    public void A_driver_with_several_matching_aliases_appears_once_with_the_first() =>
        Tree.Of(Tree.Module("a.ko", "alias=no", "alias=long_enough*", "alias=*_enough_to_be_a_run"))
            .Drivers("long-enough-to-be-a-run").ShouldBe([new Driver("a", "long_enough*", false)]);

    [Fact]
    public void An_empty_name_is_only_matched_by_an_asterisk() =>
        Tree.Of(Tree.Module("a.ko", "alias=*"), Tree.Module("b.ko", "alias=?"))
            .Drivers("").ShouldHaveSingleItem().Name.ShouldBe("a");

    [Fact]
    public void A_tree_without_aliases_has_no_drivers() => Tree.Of().Drivers("pci:v00008086").ShouldBeEmpty();

    /// <summary>
    /// Few characters, so that much matches: leading asterisks, runs long enough for the index, brackets.
    /// </summary>
    [Fact]
    public void It_finds_the_same_as_trying_every_pattern()
    {
        var text = Gen.OneOf(
            "a", "b", "ab", "aabbaabb", "babababa", "bbbbaaaab", "*", "?", "[ab]", "[!a]", "[a", "b]", "-", "_", "\\")
            .Array[0, 8].Select(string.Concat);

        Gen.Select(text.Array[100], text.Array[50]).Sample(
            (patterns, names) =>
            {
                var tree = Tree.Of(
                    [.. patterns.Select((pattern, i) => Tree.Module($"m{i:00}.ko", $"alias={pattern}"))]);
                foreach (var name in names)
                {
                    tree.Drivers(name).Select(driver => driver.Alias).ShouldBe(
                        tree.InLoadOrder.SelectMany(module => module.ModInfo.Aliases)
                            .Where(pattern => AliasPattern.Matches(pattern, name)),
                        name);
                }
            },
            iter: 200);
    }
}
