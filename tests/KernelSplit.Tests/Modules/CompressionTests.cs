using KernelSplit.Foundation;
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
