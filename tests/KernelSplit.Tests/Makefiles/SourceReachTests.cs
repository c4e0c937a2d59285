using KernelSplit.Makefiles.Sources;

namespace KernelSplit.Tests.Makefiles;

public sealed class SourceReachTests : IDisposable
{
    private readonly KernelSourceTree _tree = new KernelSourceTree(
        "obj-$(CONFIG_NET) += net/\nobj-$(CONFIG_CORE) += core.o\n")
        .Write("Makefile", "LINUXINCLUDE := -I$(srctree)/arch/$(SRCARCH)/include -I$(srctree)/include "
            + "-I$(srctree)/include/uapi -include $(srctree)/include/kconfig.h\nexport LINUXINCLUDE\n")
        .Write("drivers/core.c", "#include <linux/core.h>\n")
        .Write("drivers/net/Makefile", "obj-$(CONFIG_A) += a.o\na-y := a_main.o sub/a_hw.o\na-$(CONFIG_A_DEBUG) += "
            + "a_debug.o\nobj-$(CONFIG_B) += b.o\nccflags-y += -I $(srctree)/drivers/shared\n")
        .Write("drivers/net/a_main.c", "#include \"a.h\"\n#include <linux/net.h>\n")
        .Write("drivers/net/sub/a_hw.c", "#include \"../a.h\"\n")
        .Write("drivers/net/a_debug.c", "#include <linux/debug.h>\n")
        .Write("drivers/net/b.c", "# include \"shared.h\"\n#ifdef NEVER\n#\tinclude <linux/net.h>\n#endif\n")
        .Write("drivers/net/a.h", "").Write("drivers/shared/shared.h", "#include \"deep.h\"\n").Write(
            "drivers/shared/deep.h", "")
        .Write("include/linux/net.h", "#include <asm/bits.h>\n").Write("include/linux/core.h", "").Write(
            "include/linux/debug.h", "")
        .Write("include/linux/nobody.h", "").Write("include/asm-generic/bits.h", "").Write("include/kconfig.h", "");

    [Theory]
    [InlineData("drivers/net/a_main.c")]
    [InlineData("drivers/net/sub/a_hw.c")]
    [InlineData("./drivers/net/../net/a_main.c")]
    public void A_part_reaches_the_module_that_it_is_linked_into(string file)
    {
        var sources = Sources();
        var reach = sources.ReachOf(file);
        Reached(reach).ShouldBe("net/a");
        reach.IsAtMost.ShouldBeFalse();
        sources.FilesRead.ShouldBe(0);
    }

    [Fact]
    public void A_built_in_part_reaches_the_kernel_image() =>
        Reached(Sources().ReachOf("drivers/core.c")).ShouldBe("image");

    [Theory]
    [InlineData("drivers/net/a_debug.c", "not built: CONFIG_A_DEBUG is not set")]
    [InlineData("drivers/core.c", "not built: CONFIG_CORE is not set")]
    public void What_this_config_does_not_build_reaches_nothing(string file, string because)
    {
        var reach = Sources("NET=y A=m").ReachOf(file);
        reach.ReachesNothing.ShouldBeTrue();
        reach.Because.ShouldBe(because);
    }

    [Theory]
    [InlineData("drivers/net/a.h", "net/a")]
    [InlineData("include/linux/net.h", "net/a net/b")]
    [InlineData("include/asm-generic/bits.h", "net/a net/b")]
    [InlineData("drivers/shared/deep.h", "net/b")]
    [InlineData("include/linux/core.h", "image")]
    [InlineData("include/kconfig.h", "net/a net/b image")]
    public void A_header_reaches_whatever_includes_it_under_any_conditional(string file, string reached)
    {
        var reach = Sources().ReachOf(file);
        Reached(reach).ShouldBe(reached);
        reach.IsAtMost.ShouldBeTrue();
    }

    [Theory]
    [InlineData("include/linux/nobody.h")]
    [InlineData("include/linux/debug.h")]
    public void A_header_that_nothing_built_includes_reaches_nothing(string file) =>
        Sources().ReachOf(file).Because.ShouldBe("not included by anything that this .config builds");

    [Fact]
    public void A_header_of_a_header_of_every_module_reaches_all_modules()
    {
        _tree.Write("scripts/mod/modpost.c", "buf_printf(b, \"#include <linux/each.h>\\n\");")
            .Write("include/linux/each.h", "#include <linux/part.h>\n")
            .Write("include/linux/part.h", "");
        Reached(Sources().ReachOf("include/linux/part.h")).ShouldBe("net/a net/b");
    }

    [Fact]
    public void A_compiled_file_that_another_includes_reaches_both()
    {
        _tree.Write("drivers/net/b.c", "#include \"a_main.c\"\n");
        Reached(Sources().ReachOf("drivers/net/a_main.c")).ShouldBe("net/a net/b");
    }

    [Fact]
    public void A_macro_that_names_a_header_counts_where_it_is_defined()
    {
        _tree.Write("drivers/net/b.c", "#define FAMILY_FILE <linux/family.h>\n").Write("include/linux/family.h", "");
        Reached(Sources().ReachOf("include/linux/family.h")).ShouldBe("net/b");
    }

    [Fact]
    public void A_generated_header_stands_for_its_source()
    {
        _tree.Write("drivers/net/b.c", "#include <generated/limits.h>\n")
            .Write("kernel/limits.c", "#include <linux/limits_of.h>\n")
            .Write("include/linux/limits_of.h", "");
        Reached(Sources().ReachOf("kernel/limits.c")).ShouldBe("net/b");
        Reached(Sources().ReachOf("include/linux/limits_of.h")).ShouldBe("net/b");
    }

    [Fact]
    public void A_directory_only_in_subdir_y_is_part_of_the_kernel_image()
    {
        _tree.Write("drivers/Makefile", "obj-y += net/\nsubdir-$(CONFIG_STUB) += stub\nobj-y += core.o\n")
            .Write("drivers/stub/Makefile", "lib-y := boot.o\n").Write("drivers/stub/boot.c", "#include \"boot.h\"\n")
                .Write("drivers/stub/boot.h", "");
        Reached(Sources("STUB=y").ReachOf("drivers/stub/boot.c")).ShouldBe("image");
        Reached(Sources("STUB=y").ReachOf("drivers/stub/boot.h")).ShouldBe("image");
        Sources("CORE=y").ReachOf("drivers/stub/boot.c").ReachesNothing.ShouldBeTrue();
    }

    [Fact]
    public void Sources_of_the_architecture_that_no_Makefile_lists_belong_to_the_kernel_image()
    {
        _tree.Write("arch/x86/boot/unpack.c", "").Write("arch/x86/boot/table.tbl", "").Write(
            "arch/arm/boot/unpack.c", "");
        Reached(Sources().ReachOf("arch/x86/boot/unpack.c")).ShouldBe("image");
        Reached(Sources().ReachOf("arch/x86/boot/table.tbl")).ShouldBe("image");
        Sources().ReachOf("arch/arm/boot/unpack.c").Because.ShouldBe("only for arm, not for x86");
    }

    [Theory]
    [InlineData("drivers/net/Kconfig", "net/a net/b")]
    [InlineData("drivers/net/Makefile", "net/a net/b")]
    [InlineData("drivers/Makefile", "net/a net/b image")]
    [InlineData("Makefile", "net/a net/b image")]
    [InlineData("scripts/Makefile.lib", "net/a net/b image")]
    [InlineData("arch/x86/Kconfig", "net/a net/b image")]
    public void A_Kconfig_file_or_Makefile_reaches_what_is_built_below_it(string file, string reached)
    {
        _tree.Write(
            file,
            file == "drivers/net/Makefile" ? "obj-$(CONFIG_A) += a.o\nobj-$(CONFIG_B) += b.o\n" : file
                .EndsWith("drivers/Makefile", StringComparison.Ordinal) ? "obj-y += net/ core.o\n" : "\n");
        var reach = Sources().ReachOf(file);
        Reached(reach).ShouldBe(reached);
        reach.Because.ShouldStartWith("may change what is built");
    }

    [Theory]
    [InlineData("Documentation/net.rst", "not code")]
    [InlineData("MAINTAINERS", "not code")]
    [InlineData("tools/perf/perf.c", "in tools/, which is not part of the kernel")]
    [InlineData("samples/a/Makefile", "in samples/, which is not part of the kernel")]
    [InlineData("scripts/checkpatch.pl", "in scripts/, which is not part of the kernel")]
    [InlineData("arch/arm/Kconfig", "only for arm, not for x86")]
    [InlineData(
        "drivers/net/unlisted.c",
        "not listed in any Makefile, nor included by anything that this .config builds")]
    public void A_file_outside_the_kernel_reaches_nothing_and_the_reason_is_given(string file, string because)
    {
        _tree.Write(file, "");
        var reach = Sources().ReachOf(file);
        reach.ReachesNothing.ShouldBeTrue();
        reach.Because.ShouldBe(because);
    }

    [Fact]
    public void A_program_that_generates_a_source_reaches_what_its_directory_builds()
    {
        _tree.Write("drivers/net/mktable.c", "").Write("drivers/net/Makefile", "obj-m += b.o\nhostprogs += mktable\n");
        Reached(Sources().ReachOf("drivers/net/mktable.c")).ShouldBe("net/b");
    }

    [Fact]
    public void A_device_tree_reaches_no_module()
    {
        _tree.Write("arch/x86/boot/dts/board.dts", "");
        var reach = Sources().ReachOf("arch/x86/boot/dts/board.dts");
        reach.DeviceTrees.ShouldBeTrue();
        Reached(reach).ShouldBe("");
    }

    [Theory]
    [InlineData("drivers/old/a_main.c", "no such file in the source. Did you mean drivers/net/a_main.c?")]
    [InlineData("drivers/net/a_maim.c", "no such file in the source. Did you mean drivers/net/a_main.c?")]
    [InlineData("drivers/net", "is a directory; give the files in it")]
    [InlineData("../elsewhere.c", "path is outside the source tree")]
    public void A_missing_file_is_reported_with_the_nearest_one(string file, string because)
    {
        var reach = Sources().ReachOf(file);
        reach.IsMissing.ShouldBeTrue();
        reach.Because.ShouldBe(because);
    }

    [Fact]
    public void A_file_that_a_patch_adds_reaches_what_its_directory_builds() =>
        Reached(Sources().ReachOf("drivers/net/new.c", mayBeAbsent: true)).ShouldBe("net/a net/b");

    public void Dispose() => _tree.Dispose();

    private KernelSources Sources(string config = "NET=y A=m B=m CORE=y") =>
        new(_tree.Path, "x86", _tree.Read(), KernelSourceTree.Values(config));

    private static string Reached(SourceReach reach) =>
        string.Join(
            ' ', reach.Modules.Select(path => path["drivers/".Length..]).Concat(reach.KernelImage ? ["image"] : []));
}
