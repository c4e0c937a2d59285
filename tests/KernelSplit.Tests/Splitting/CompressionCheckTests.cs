using KernelSplit.Foundation;
using KernelSplit.Kconfig.Merging;
using KernelSplit.Modules;
using KernelSplit.Splitting.Verification;

namespace KernelSplit.Tests.Splitting;

public sealed class CompressionCheckTests
{
    private static readonly ModuleCompression Crc64 = new("xz", "its check is CRC64, not CRC32");

    private static List<Diagnostic> Check(ModuleCompression? compression, params string[] config)
    {
        var tree = Build.Tree(
            Build.Module("extra/dummy") with { Compression = compression },
            Build.Module("fs/ext4") with { Compression = new ModuleCompression("xz") });
        return [.. CompressionCheck.Run(
            tree, () => config.Length == 0 ? null : KernelConfig.Parse("boot/config", config))];
    }

    [Fact]
    public void What_the_kernel_can_t_decompress_is_a_warning_where_it_decompresses_modules()
    {
        var warning = Check(Crc64, "CONFIG_MODULE_DECOMPRESS=y", "CONFIG_MODULE_COMPRESS_XZ=y").ShouldHaveSingleItem();

        (warning.Severity, warning.Kind).ShouldBe((Severity.Warning, DiagnosticKind.Compression));
        warning.Message.ShouldBe(
            "the kernel's own decompressor can't read dummy: its check is CRC64, not CRC32; boot/config has "
            + "CONFIG_MODULE_DECOMPRESS=y");
        warning.Hint.ShouldBe("Compress modules as kbuild does: xz --check=crc32 --lzma2=dict=1MiB, gzip -n or zstd");
    }

    [Fact]
    public void Without_a_config_the_gap_is_named() =>
        Check(Crc64).ShouldHaveSingleItem().Message.ShouldEndWith(
            "whether this kernel uses it is unknown, as there is no .config");

    [Theory]
    [InlineData("# CONFIG_MODULE_DECOMPRESS is not set")]
    [InlineData("CONFIG_MODULE_COMPRESS_XZ=y")]
    public void A_kernel_that_leaves_it_to_kmod_has_no_problem(string line) => Check(Crc64, line).ShouldBeEmpty();

    [Fact]
    public void Kmod_decompresses_what_isn_t_the_kernel_s_format() =>
        Check(Crc64, "CONFIG_MODULE_DECOMPRESS=y", "CONFIG_MODULE_COMPRESS_ZSTD=y").ShouldBeEmpty();

    [Theory]
    [InlineData("# CONFIG_XZ_DEC_X86 is not set", 1)]
    [InlineData("CONFIG_XZ_DEC_X86=y", 0)]
    public void A_filter_needs_its_decoder(string line, int findings) =>
        Check(new ModuleCompression("xz", Symbol: "XZ_DEC_X86"), "CONFIG_MODULE_DECOMPRESS=y", line)
            .Count.ShouldBe(findings);
}
