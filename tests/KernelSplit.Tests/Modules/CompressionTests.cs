using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Modules.Compression;
using KernelSplit.Testing.Inputs;

namespace KernelSplit.Tests.Modules;

public class CompressionTests
{
    private static readonly byte[] Module = new ElfModule { Imports = ["kfree"], Exports = ["a_func"] }.ToBytes();

    public static TheoryData<string> Suffixes => [".gz", ".xz", ".zst"];

    [Theory]
    [MemberData(nameof(Suffixes))]
    public void Compressed_modules_are_read(string suffix)
    {
        using var directory = new ModuleDirectory().Add("kernel/a.ko" + suffix, Compressed(suffix));
        directory.Read().Modules.ShouldHaveSingleItem().Exports.Select(symbol => symbol.Name).ShouldBe(["a_func"]);
    }

    [Theory]
    [MemberData(nameof(Suffixes))]
    public void What_kbuild_compresses_the_kernel_decompresses(string suffix)
    {
        using var directory = new ModuleDirectory().Add("kernel/a.ko" + suffix, Compressed(suffix));

        directory.Read().Modules.ShouldHaveSingleItem().Compression
            .ShouldBe(new ModuleCompression(suffix switch { ".gz" => "gzip", ".xz" => "xz", _ => "zstd" }));
    }

    [Theory]
    [InlineData(4, "its check is CRC64, not CRC32")]
    [InlineData(10, "its check is SHA-256, not CRC32")]
    [InlineData(0, null)]
    public void The_kernel_decompresses_xz_with_the_check_CRC32_or_none(int check, string? expected)
    {
        using var directory = new ModuleDirectory().Add("kernel/a.ko.xz", Compress.Xz(Module, check));

        directory.Read().Modules.ShouldHaveSingleItem().Compression.ShouldBe(new ModuleCompression("xz", expected));
    }

    [Theory]
    [InlineData("0200 2101 16", null, null)]
    [InlineData("0201 0400 2101 16", null, "XZ_DEC_X86")]
    [InlineData("02C1 8001 8002 0A00 2101 16", null, "XZ_DEC_ARM64")]
    [InlineData("0201 0301 00 2101 16", "it has the filter delta", null)]
    public void The_kernel_needs_a_decoder_for_each_filter_of_xz(string block, string? expected, string? symbol)
    {
        var file = Convert.FromHexString("FD377A585A000001" + "6922DE36" + block.Replace(" ", "") + "000000");

        KernelDecompressor.Judge(file, CompressionFormat.Xz).ShouldBe(new ModuleCompression("xz", expected, symbol));
    }

    [Theory]
    [InlineData(0x08, null)]
    [InlineData(0x04, "its header has more than a file name")]
    [InlineData(0x18, "its header has more than a file name")]
    public void The_kernel_skips_a_file_name_in_a_gzip_header_and_nothing_else(byte flags, string? expected) =>
        KernelDecompressor.Judge([0x1F, 0x8B, 8, flags, 0, 0, 0, 0, 0, 3, 0], CompressionFormat.Gzip)
            .ShouldBe(new ModuleCompression("gzip", expected));

    [Fact]
    public void The_format_is_detected_by_content_instead_of_name()
    {
        using var directory = new ModuleDirectory().Add("kernel/a.ko", Compress.Xz(Module));
        directory.Read().Modules.ShouldHaveSingleItem().UncompressedSize.ShouldBe(Module.Length);
    }

    [Theory]
    [MemberData(nameof(Suffixes))]
    public void Truncated_data_is_an_error(string suffix)
    {
        var whole = Compressed(suffix);
        using var directory = new ModuleDirectory();
        for (var length = 0; length < whole.Length; length++)
            directory.Add($"kernel/m{length}.ko{suffix}", whole[..length]);

        var tree = directory.Read();

        tree.Modules.ShouldBeEmpty();
        tree.Diagnostics.Count.ShouldBe(whole.Length);
    }

    [Fact]
    public void A_wrong_checksum_in_gzip_data_is_an_error()
    {
        var data = Compress.Gzip(Module);
        data[^8] ^= 0xFF;
        using var directory = new ModuleDirectory().Add("kernel/a.ko.gz", data);

        directory.Read().Diagnostics.ShouldHaveSingleItem().Severity.ShouldBe(Severity.Error);
    }

    [Fact]
    public void Corrupt_xz_data_is_an_error()
    {
        var data = Compress.Xz(Module);
        data[data.Length / 2] ^= 0xFF;
        using var directory = new ModuleDirectory().Add("kernel/a.ko.xz", data);

        var error = directory.Read().Diagnostics.ShouldHaveSingleItem();

        error.Severity.ShouldBe(Severity.Error);
        error.Message.ShouldBe("xz data is corrupt");
    }

    [Theory]
    [MemberData(nameof(Suffixes))]
    public void Several_compressed_streams_are_one_file(string suffix)
    {
        byte[] data = [.. Pack(suffix, Module[..100]), .. Pack(suffix, Module[100..])];
        using var directory = new ModuleDirectory().Add("kernel/a.ko" + suffix, data);

        directory.Read().Modules.ShouldHaveSingleItem().UncompressedSize.ShouldBe(Module.Length);
    }

    [Theory]
    [MemberData(nameof(Suffixes))]
    public void More_than_the_limit_is_an_error(string suffix)
    {
        using var data = PooledBuffer.ReadAll(new MemoryStream(Pack(suffix, new byte[100_000])), 1, int.MaxValue);
        var format = CompressionMagic.Detect(data.Span);

        Should.Throw<InvalidDataException>(() => Decompressor.Decompress(data.Span, format, 99_999))
            .Message.ShouldBe("larger than 99999 bytes");
        using var content = Decompressor.Decompress(data.Span, format, 100_000);
        content.Length.ShouldBe(100_000);
    }

    private static byte[] Compressed(string suffix) => Pack(suffix, Module);

    private static byte[] Pack(string suffix, byte[] data) => suffix switch
    {
        ".gz" => Compress.Gzip(data),
        ".xz" => Compress.Xz(data),
        _ => Compress.Zstd(data),
    };
}
