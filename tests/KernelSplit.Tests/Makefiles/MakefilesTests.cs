using KernelSplit.Foundation;
using KernelSplit.Makefiles;

namespace KernelSplit.Tests.Makefiles;

public class MakefilesTests
{
    [Fact]
    public void A_line_names_the_symbol_that_builds_the_module()
    {
        using var tree = new KernelSourceTree("# network\nobj-$(CONFIG_IGB) += igb.o\n");
        var rule = tree.Rule("igb");
        rule.Symbols.ShouldBe(["IGB"]);
        rule.Lines.Single().At.ToString().ShouldBe("drivers/Makefile:2");
    }

    [Theory]
    [InlineData("A=m", ObjectState.Module)]
    [InlineData("A=y", ObjectState.BuiltIn)]
    [InlineData("A=n", ObjectState.NotBuilt)]
    [InlineData("", ObjectState.NotBuilt)]
    public void The_symbol_s_value_decides_how_the_object_is_built(string config, ObjectState state)
    {
        using var tree = new KernelSourceTree("obj-$(CONFIG_A) += a.o\n");
        tree.State("a", config).ShouldBe(state);
    }

    [Fact]
    public void Any_of_several_lines_builds_the_object()
    {
        using var tree = new KernelSourceTree("obj-$(CONFIG_A) += lib.o\nobj-$(CONFIG_B) += b.o lib.o\n");
        tree.Rule("lib").Symbols.ShouldBe(["A", "B"]);
        tree.State("lib", "B=m").ShouldBe(ObjectState.Module);
    }

    [Fact]
    public void What_one_line_builds_in_is_no_module_by_another()
    {
        using var tree = new KernelSourceTree("obj-$(CONFIG_A) += lib.o\nobj-$(CONFIG_B) += lib.o\n");
        tree.State("lib", "A=y B=m").ShouldBe(ObjectState.BuiltIn);
    }

    [Fact]
    public void Directories_above_are_guards_with_their_lines()
    {
        using var tree = new KernelSourceTree("\nobj-$(CONFIG_NET) += net/\n");
        tree.Write("drivers/net/Makefile", "obj-$(CONFIG_A) += a.o\n");
        var rule = tree.Rule("net/a");
        rule.Directories.Select(step => step.Directory).ShouldBe(["drivers", "drivers/net"]);
        rule.Directories[1].Lines.Single().Symbols.ShouldBe(["NET"]);
        rule.Directories[1].Lines.Single().At.ToString().ShouldBe("drivers/Makefile:2");
        rule.Module.ToString().ShouldBe("CONFIG_NET=y|m and CONFIG_A=m");
    }

    [Fact]
    public void Nothing_is_built_into_the_kernel_below_a_directory_for_modules()
    {
        using var tree = new KernelSourceTree("obj-$(CONFIG_NET) += net/\n");
        tree.Write("drivers/net/Makefile", "obj-$(CONFIG_A) += a.o\n");
        tree.State("net/a", "NET=m A=m").ShouldBe(ObjectState.Module);
        tree.State("net/a", "NET=m A=y").ShouldBe(ObjectState.NotBuilt);
    }

    [Fact]
    public void A_line_can_skip_a_directory_and_list_several()
    {
        using var tree = new KernelSourceTree("obj-y += one/ \\\n\ttwo/three/ # and no more\n");
        tree.Write("drivers/one/Makefile", "obj-m += a.o\n").Write("drivers/two/three/Makefile", "obj-m += b.o\n");
        tree.State("one/a", "").ShouldBe(ObjectState.Module);
        tree.State("two/three/b", "").ShouldBe(ObjectState.Module);
    }

    [Fact]
    public void A_directory_in_subdir_y_builds_no_modules()
    {
        using var tree = new KernelSourceTree("subdir-y += tools\n");
        tree.Write("drivers/tools/Makefile", "obj-m += a.o\n");
        tree.Read().FindModule("drivers/tools/a").ShouldBeNull();
        tree.Read().WhyUnknown("drivers/tools/a").ShouldBe("no Makefile leads to drivers/tools");
    }

    [Fact]
    public void Kbuild_goes_before_Makefile()
    {
        using var tree = new KernelSourceTree("obj-m += wrong.o\n");
        tree.Write("drivers/Kbuild", "obj-m += right.o\n");
        tree.Read().Rules.Select(rule => rule.Path).ShouldBe(["drivers/right"]);
    }

    [Fact]
    public void Without_its_own_symbol_a_module_has_that_of_the_nearest_directory()
    {
        using var tree = new KernelSourceTree("obj-$(CONFIG_A) += a/\n");
        tree.Write("drivers/a/Makefile", "obj-m += a.o\n");
        tree.Rule("a/a").Symbols.ShouldBe(["A"]);
    }

    [Fact]
    public void Kernels_before_6_1_list_their_directories_in_the_top_Makefile()
    {
        using var tree = new KernelSourceTree("obj-$(CONFIG_A) += a.o\n");
        tree.Write("Kbuild", "always-y += x\n").Write("Makefile", "core-y := init/\ndrivers-$(CONFIG_D) += drivers/\n");
        tree.Write("init/Makefile", "");
        tree.Rule("a").Module.ToString().ShouldBe("CONFIG_D=y|m and CONFIG_A=m");
    }

    [Fact]
    public void Directories_of_the_architecture_come_through_exported_variables()
    {
        using var tree = new KernelSourceTree();
        tree.Write(
            "Makefile",
            "include $(srctree)/arch/$(SRCARCH)/Makefile\nexport ARCH_DRIVERS := $(drivers-y) $(drivers-m)\n")
            .Write("arch/x86/Makefile", "drivers-$(CONFIG_PCI) += arch/x86/pci/\n")
            .Write("arch/x86/pci/Makefile", "obj-$(CONFIG_A) += a.o\n")
            .Write("Kbuild", "obj-y += $(ARCH_DRIVERS)\n");
        tree.Read("x86_64").FindModule("arch/x86/pci/a")!.Module.ToString().ShouldBe("CONFIG_PCI=y|m and CONFIG_A=m");
    }

    [Fact]
    public void A_directory_without_a_kernel_source_is_an_input_error()
    {
        using var directory = new TempDirectory();
        Should.Throw<InvalidInputException>(() => KernelMakefiles.Read(directory.Path, "x86"))
            .Diagnostics[0].Message.ShouldBe("not a kernel source tree: no Makefile at its top");
    }
}
