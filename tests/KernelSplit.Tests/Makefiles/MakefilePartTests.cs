namespace KernelSplit.Tests.Makefiles;

public class MakefilePartTests
{
    [Fact]
    public void A_module_without_a_list_is_compiled_from_the_file_of_its_name()
    {
        using var tree = new KernelSourceTree("obj-m += a.o\n");
        tree.Write("drivers/a.c", "");
        Sources(tree, "a").ShouldBe(["drivers/a.c: always"]);
    }

    [Theory]
    [InlineData("objs")]
    [InlineData("y")]
    [InlineData("m")]
    public void Each_kind_of_list_adds_parts(string list)
    {
        using var tree = new KernelSourceTree($"obj-m += a.o\na-{list} := one.o\na-{list} += two.o\n");
        tree.Write("drivers/one.c", "").Write("drivers/two.S", "");
        Sources(tree, "a").ShouldBe(["drivers/one.c: always", "drivers/two.S: always"]);
    }

    [Fact]
    public void A_symbol_adds_a_part()
    {
        using var tree = new KernelSourceTree("obj-m += a.o\na-y := one.o\na-$(CONFIG_TWO) += two.o\n");
        tree.Write("drivers/one.c", "").Write("drivers/two.c", "");
        Sources(tree, "a").ShouldBe(["drivers/one.c: always", "drivers/two.c: CONFIG_TWO=y|m"]);
        tree.Rule("a").Parts[1].At.ToString().ShouldBe("drivers/Makefile:3");
    }

    [Theory]
    [InlineData("a-y := $(b-y)\nb-y := x/one.o", "none")]
    [InlineData("b-y := x/one.o\na-y := $(b-y)", "x/one")]
    [InlineData("a-y = $(b-y)\nb-y := x/one.o", "x/one")]
    [InlineData("a-y := one.o\na-y := $(addprefix x/, $(a-y))", "x/one")]
    [InlineData("a-y := $(patsubst %,x/%.o,one)", "x/one")]
    [InlineData("list := x/one.c\na-y := $(list:.c=.o)", "x/one")]
    [InlineData("list := x/one.c\na-y := $(list:%.c=%.o)", "x/one")]
    [InlineData("list := one two\na-y := $(foreach n,$(filter-out two,$(list)),x/$(n).o)", "x/one")]
    [InlineData("of = x/$(1).o\na-y := $(call of,one)", "x/one")]
    [InlineData("$(eval a-y := x/one.o)", "x/one")]
    [InlineData("a-y := $(notdir y/one.o) ../drivers/./x//one.o", "one x/one")]
    [InlineData("N := 1\na-y := x/o$(subst 1,n,$(N))e.o", "x/one")]
    [InlineData("a-y := $(sort x/two.o x/one.o x/two.o)", "x/one x/two")]
    [InlineData("a-y := $(word 2,two.o x/one.o)", "x/one")]
    [InlineData("define a-y\nx/one.o \\\nx/two.o\nendef", "x/one x/two")]
    [InlineData("a-y ?= x/one.o\na-y ?= x/two.o", "x/one")]
    [InlineData("v := y\na-$(v) := x/one.o", "x/one")]
    [InlineData("include $(src)/list.mk", "x/included")]
    public void Variables_and_functions_make_lists(string lines, string parts)
    {
        using var tree = new KernelSourceTree($"obj-m += a.o\n{lines}\n");
        tree.Write("drivers/list.mk", "a-y += x/included.o\n");
        var expected = parts == "none" ? ["drivers/a"] : parts.Split(' ').Select(part => $"drivers/{part}");
        tree.Rule("a").Parts.Select(part => part.Path).ShouldBe(expected);
    }

    [Theory]
    [InlineData("a-y += $(if $(CONFIG_X),one.o,two.o)", "one: CONFIG_X, two: CONFIG_X is not set")]
    [InlineData("a-$(subst m,y,$(CONFIG_X)) += one.o", "one: CONFIG_X=y|m")]
    [InlineData("a-$(CONFIG_X:m=y) += one.o", "one: CONFIG_X=y|m")]
    [InlineData("a-$(CONFIG_X)$(CONFIG_Y) += one.o", "one: (CONFIG_X=y|m and CONFIG_Y is not set) or (CONFIG_X is not "
        + "set and CONFIG_Y=y|m)")]
    [InlineData("ifdef CONFIG_X\nbits := 64\nelse\nbits := 32\nendif\na-y += o_$(bits).o", "o_64: CONFIG_X, o_32: "
        + "CONFIG_X is not set")]
    [InlineData("a-y += one.o\nifdef CONFIG_X\na-y := two.o\nendif", "one: CONFIG_X is not set, two: CONFIG_X")]
    public void Symbols_inside_lists_stay_conditions(string lines, string parts)
    {
        using var tree = new KernelSourceTree($"obj-m += a.o\n{lines}\n");
        string.Join(", ", tree.Rule("a").Parts.Select(part => $"{part.Path["drivers/".Length..]}: {part.When}"))
            .ShouldBe(parts);
    }

    [Fact]
    public void A_part_can_be_in_another_directory()
    {
        using var tree = new KernelSourceTree("obj-m += a.o\na-y := ../lib/one.o\n");
        tree.Write("lib/one.c", "");
        Sources(tree, "a").ShouldBe(["lib/one.c: always"]);
    }

    [Fact]
    public void A_pattern_rule_tells_where_a_part_is_compiled_from()
    {
        using var tree = new KernelSourceTree(
            "obj-m += a.o\na-y := other/one.o\n$(obj)/other/%.o: $(srctree)/lib/%.c FORCE\n\t$(call cmd)\n");
        tree.Write("lib/one.c", "");
        Sources(tree, "a").ShouldBe(["lib/one.c: always"]);
    }

    [Fact]
    public void A_generated_source_is_not_named()
    {
        using var tree = new KernelSourceTree("obj-m += a.o\n");
        tree.Rule("a").Parts.Single().Source.ShouldBeNull();
    }

    [Fact]
    public void A_source_file_maps_to_all_modules_that_link_it()
    {
        using var tree = new KernelSourceTree("obj-m += a.o b.o\na-y := a1.o common.o\nb-y := b1.o common.o\n");
        tree.Write("drivers/common.c", "").Write("drivers/common.h", "");
        var makefiles = tree.Read();
        makefiles.ModulesOf("drivers/common.c").Select(rule => rule.Path).ShouldBe(["drivers/a", "drivers/b"]);
        makefiles.ModulesOf("drivers/common.o").Select(rule => rule.Path).ShouldBe(["drivers/a", "drivers/b"]);
        makefiles.ModulesOf("drivers/common.h").ShouldBeEmpty();
    }

    [Fact]
    public void Recipes_are_not_read_as_lists()
    {
        using var tree = new KernelSourceTree(
            "x: y\n\tobj-m += a.o\nifdef CONFIG_A\n\tobj-m += b.o\nendif\nz := 1\n\tobj-m += c.o\n");
        tree.Read().Rules.Select(rule => rule.Path).ShouldBe(["drivers/c"]);
    }

    private static IEnumerable<string> Sources(KernelSourceTree tree, string name) =>
        tree.Rule(name).Parts.Select(part => $"{part.Source}: {part.When}");
}
