using KernelSplit.Building.Builds;

namespace KernelSplit.Tests.Building;

public class BuildLogTests
{
    [Theory]
    [InlineData("  CC      init/main.o", "init/main.o")]
    [InlineData("  CC [M]  fs/ext4/inode.o", "fs/ext4/inode.o")]
    [InlineData("  AS      arch/x86/entry/entry_64.o", "arch/x86/entry/entry_64.o")]
    [InlineData("  CC [M]  fs/ext4/ext4.mod.o", null)]
    [InlineData("  HOSTCC  scripts/mod/modpost.o", null)]
    [InlineData("  LD      vmlinux.o", null)]
    [InlineData("init/main.c:5:1: error: unknown type name 'x'", null)]
    public void A_compiled_object_is_recognised(string line, string? built) =>
        CompilerLine.Object(line).ShouldBe(built);

    [Theory]
    [InlineData("set -e;  echo '  CC      init/main.o';  gcc -c -o init/main.o init/main.c", true)]
    [InlineData("set -e;  echo '  CC [M]  fs/ext4/inode.o';  gcc -c", true)]
    [InlineData("set -e;  echo '  HOSTCC  scripts/sorttable';  gcc", false)]
    [InlineData("make -f scripts/Makefile.build obj=init", false)]
    public void A_dry_run_counts_the_same(string line, bool counts) => CompilerLine.IsInDryRun(line).ShouldBe(counts);

    [Fact]
    public void A_failed_build_shows_the_compilers_words_and_not_makes() =>
        BuildFailedException.ErrorLines(
        [
            "make: Entering directory '/src'",
            "old.c:1: error: of an earlier run",
            "make: Entering directory '/src'",
            "  CC      init/version.o",
            "init/main.c: In function 'start_kernel':",
            "init/main.c:9:2: error: 'x' undeclared",
            "    9 |  x = 1;",
            "      |  ^",
            "  CC      init/noinitramfs.o",
            "make[3]: *** [scripts/Makefile.build:229: init/main.o] Error 1",
            "make: *** [Makefile:240: __sub-make] Error 2",
            "make: Leaving directory '/src'",
        ]).ShouldBe(["init/main.c: In function 'start_kernel':", "init/main.c:9:2: error: 'x' undeclared",
        "    9 |  x = 1;", "      |  ^"]);

    [Fact]
    public void Without_a_compilers_error_the_logs_end_is_shown() =>
        BuildFailedException.ErrorLines(
            ["make: Entering directory '/src'", "  LD      vmlinux", "ld: out of memory", "make: *** Error 1"])
            .ShouldBe(["  LD      vmlinux", "ld: out of memory"]);
}
