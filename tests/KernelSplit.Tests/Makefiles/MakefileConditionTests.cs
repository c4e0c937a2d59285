using KernelSplit.Makefiles;

namespace KernelSplit.Tests.Makefiles;

public class MakefileConditionTests
{
    [Theory]
    [InlineData("ifdef CONFIG_G", "CONFIG_G", "G=m", "")]
    [InlineData("ifndef CONFIG_G", "CONFIG_G is not set", "", "G=y")]
    [InlineData("ifeq ($(CONFIG_G),y)", "CONFIG_G=y", "G=y", "G=m")]
    [InlineData("ifeq (y, $(CONFIG_G))", "CONFIG_G=y", "G=y", "G=m")]
    [InlineData("ifeq \"$(CONFIG_G)\" 'm'", "CONFIG_G=m", "G=m", "G=y")]
    [InlineData("ifneq ($(CONFIG_G),)", "CONFIG_G", "G=y", "G=n")]
    [InlineData("ifneq ($(CONFIG_G),y)", "CONFIG_G=m|n|text", "G=m", "G=y")]
    [InlineData("ifeq ($(CONFIG_G)$(CONFIG_H),yy)", "CONFIG_G=y and CONFIG_H=y", "G=y H=y", "G=y")]
    [InlineData("ifneq ($(filter y,$(CONFIG_G) $(CONFIG_H)),)", "CONFIG_G=y or CONFIG_H=y", "H=y", "H=m")]
    [InlineData("ifneq ($(or $(CONFIG_G),$(CONFIG_H)),)", "CONFIG_G or CONFIG_H", "H=m", "")]
    [InlineData("ifneq ($(and $(CONFIG_G),$(CONFIG_H)),)", "CONFIG_H and CONFIG_G", "G=y H=m", "G=y")]
    [InlineData("ifeq ($(CONFIG_G),arm)", "CONFIG_G=text and CONFIG_G=arm", "G=\"arm\"", "G=\"x86\"")]
    [InlineData("ifneq ($(CONFIG_G),0)", "", "G=5", "G=0")]
    public void Conditionals_guard_a_line(string conditional, string guard, string built, string notBuilt)
    {
        using var tree = new KernelSourceTree($"{conditional}\nobj-m += a.o\nendif\n");
        if (guard.Length > 0)
            tree.Rule("a").Lines.Single().Guards.Single().When.ToString().TrimStart('(').ShouldStartWith(guard);
        tree.Rule("a").Lines.Single().Guards.Single().At.ToString().ShouldBe("drivers/Makefile:1");
        tree.State("a", notBuilt).ShouldBe(ObjectState.NotBuilt);
        tree.State("a", built).ShouldBe(ObjectState.Module);
    }

    [Fact]
    public void Else_branches_hold_where_the_ones_before_do_not()
    {
        using var tree = new KernelSourceTree(
            "ifdef CONFIG_A\nobj-m += a.o\nelse ifeq ($(CONFIG_B),y)\nobj-m += b.o\nelse\nobj-m += c.o\nendif\n");
        tree.Rule("a").Module.ToString().ShouldBe("CONFIG_A");
        tree.Rule("b").Module.ToString().ShouldBe("CONFIG_A is not set and CONFIG_B=y");
        tree.State("c", "B=m").ShouldBe(ObjectState.Module);
        tree.State("c", "B=y").ShouldBe(ObjectState.NotBuilt);
    }

    [Fact]
    public void A_condition_on_another_variable_is_decided_by_its_value()
    {
        using var tree = new KernelSourceTree(
            "kind := small\nifeq ($(kind),small)\nobj-m += a.o\nelse\nobj-m += b.o\nendif\nifdef NOWHERE\nobj-m += "
                + "c.o\nendif\n");
        tree.Read().Rules.Select(rule => rule.Path).ShouldBe(["drivers/a"]);
    }

    [Fact]
    public void The_output_of_a_program_is_unknown_and_its_line_named()
    {
        using var tree = new KernelSourceTree("ifeq ($(shell uname -m),x86_64)\nobj-$(CONFIG_A) += a.o\nendif\n");
        var rule = tree.Rule("a");
        rule.StateIn(KernelSourceTree.Values("A=m")).ShouldBe(ObjectState.Unknown);
        rule.StateIn(KernelSourceTree.Values("")).ShouldBe(ObjectState.NotBuilt);
        rule.Module.Unknowns.First().ToString().ShouldBe("unknown (drivers/Makefile:1: $(shell ...) runs a program)");
    }

    [Fact]
    public void Lists_with_unknown_words_say_why_a_module_is_not_found()
    {
        using var tree = new KernelSourceTree("obj-m += $(wildcard *.o)\n");
        tree.Read().WhyUnknown("drivers/a").ShouldBe("drivers/Makefile:1: $(wildcard ...) is not evaluated");
    }

    [Fact]
    public void A_module_that_its_Makefile_does_not_list_is_reported()
    {
        using var tree = new KernelSourceTree("obj-m += b.o\n");
        tree.Read().WhyUnknown("drivers/a").ShouldBe("the Makefile of drivers doesn't list a.o");
    }
}
