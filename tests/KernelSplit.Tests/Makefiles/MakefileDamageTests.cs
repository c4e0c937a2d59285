using KernelSplit.Makefiles;
using KernelSplit.Makefiles.Directories;

namespace KernelSplit.Tests.Makefiles;

public class MakefileDamageTests
{
    [Theory]
    [InlineData("obj-m += a.o\nifdef CONFIG_X\n", "drivers/Makefile:2: warning KS0202: missing 'endif'")]
    [InlineData("obj-m += a.o\nendif\n", "drivers/Makefile:2: warning KS0202: extraneous 'endif'")]
    [InlineData("else\nobj-m += a.o\n", "drivers/Makefile:1: warning KS0202: extraneous 'else'")]
    [InlineData("obj-m += a.o\ndefine x\n", "drivers/Makefile:2: warning KS0202: missing 'endef', unterminated "
        + "'define'")]
    [InlineData("obj-m += a.o\nobj-y += $(b\n", "drivers/Makefile:2: warning KS0202: unterminated variable reference")]
    [InlineData("obj-m += a.o\ninclude $(src)/Makefile\n", "drivers/Makefile:2: warning KS0202: "
        + "drivers/Makefile includes "
        + "itself")]
    [InlineData("obj-m += a.o\ninclude nowhere\n", "drivers/Makefile:2: warning KS0202: no such file: nowhere")]
    [InlineData(
        "obj-m += a.o\ninclude ../../etc/passwd\n",
        "drivers/Makefile:2: warning KS0202: no such file: ../../etc/passwd")]
    [InlineData("obj-m += a.o\nobj-y += nowhere/\n", "drivers/Makefile:2: warning KS0202: no directory "
        + "drivers/nowhere")]
    [InlineData("obj-m += a.o\nobj-y += empty/\n", "drivers/Makefile:2: warning KS0202: drivers/empty has no Kbuild or "
        + "Makefile")]
    [InlineData("obj-m += a.o\nobj-y += loop/\n", "drivers/loop/Makefile:1: warning KS0202: drivers/loop leads back to "
        + "drivers")]
    [InlineData(
        "obj-m += a.o\nx = $(x)\nobj-m += $(x)\n",
        "drivers/Makefile: warning KS0202: a variable references itself, or references are nested too deeply")]
    [InlineData(
        "obj-m += a.o\nobj-$(shell date) += b.o\n",
        "drivers/Makefile:2: note KS0202: unknown variable name obj-$(shell date): $(shell ...) runs a program")]
    public void Damage_is_reported_with_its_line_and_the_rest_is_read(string drivers, string diagnostic)
    {
        using var tree = new KernelSourceTree(drivers);
        tree.Write("drivers/empty/x.c", "").Write("drivers/loop/Makefile", "obj-y += ../\n");
        var makefiles = tree.Read();
        makefiles.Diagnostics.Select(d => d.ToString()).ShouldBe([diagnostic]);
        makefiles.FindModule("drivers/a").ShouldNotBeNull();
    }

    [Fact]
    public void An_invalid_conditional_leaves_its_lines_unknown()
    {
        using var tree = new KernelSourceTree("ifeq what\nobj-m += a.o\nendif\n");
        tree.State("a", "").ShouldBe(ObjectState.Unknown);
        tree.Diagnostics().Single().ToString().ShouldBe(
            "drivers/Makefile:1: warning KS0202: invalid syntax in conditional: ifeq what");
    }

    [Fact]
    public void A_binary_file_is_reported()
    {
        using var tree = new KernelSourceTree("obj-m += \0\u0001\u0002\n");
        tree.Diagnostics().Single().ToString().ShouldBe("drivers/Makefile: warning KS0202: not a text file");
    }

    [Theory]
    [InlineData("ifdef CONFIG_{0}\n", 20_000)]
    [InlineData("ifdef CONFIG_{0}\nx := {0}\nendif\n", 20_000)]
    [InlineData("x{0} := $(x) $(x)\nx := $(x{0}) a\n", 2_000)]
    [InlineData("x += $(CONFIG_{0})\nobj-m += p$(x).o\n", 2_000)]
    [InlineData("ifeq ($(CONFIG_{0})$(CONFIG_B{0})$(CONFIG_C{0}),)\nobj-m := {0}.o $(obj-m)\nendif\n", 2_000)]
    [InlineData("else else else {0} \\\n", 20_000)]
    [InlineData("$($($($($( \\\n", 20_000)]
    [InlineData("\\\n", 100_000)]
    public void Twice_the_repetitions_are_no_more_than_twice_the_work(string line, int times)
    {
        Effort.Allocated(() => Read(line, 10));

        var work = Effort.Allocated(() => Read(line, times));
        var twice = Effort.Allocated(() => Read(line, 2 * times));

        twice.ShouldBeLessThan(work * 5 / 2);
    }

    /// <summary>Reads drivers/Makefile on this thread.</summary>
    private static void Read(string line, int times)
    {
        using var tree = new KernelSourceTree(
            string.Concat(Enumerable.Range(0, times).Select(i => line.Replace("{0}", $"{i}"))));
        new DirectoryReader(tree.Path, new TopMakefile(tree.Path, "x86").Kbuild).Read("drivers", default);
    }
}
