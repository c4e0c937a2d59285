using System.Runtime.InteropServices;
using KernelSplit.Modules;
using KernelSplit.Modules.Compression;

namespace KernelSplit.Tests.Modules;

/// <summary>What a machine without liblzma and libzstd reads with, held against the tools that compress.</summary>
public sealed class ManagedDecoderTests
{
    private static readonly byte[] Data =
        [.. Enumerable.Range(0, 3000).SelectMany(i => BitConverter.GetBytes(i * i % 977))];

    [Theory]
    [InlineData("xz --check=crc32")]
    [InlineData("xz --check=crc64")]
    [InlineData("xz --check=sha256")]
    [InlineData("xz --arm --lzma2=dict=1MiB")]
    [InlineData("xz --block-size=1KiB")]
    [InlineData("xz -9e")]
    [InlineData("zstd -q")]
    [InlineData("zstd -q -19 --long=27")]
    [InlineData("bzip2")]
    [InlineData("gzip")]
    public void What_tools_compress_is_decoded(string tool) => Decode(Pack(tool, Data)).ShouldBe(Data);

    [Theory]
    [InlineData("xz", 0)]
    [InlineData("xz", 8)]
    [InlineData("zstd -q", 0)]
    [InlineData("bzip2", 0)]
    public void Streams_behind_each_other_are_one_file(string tool, int padding)
    {
        byte[] both = [.. Pack(tool, Data[..100]), .. new byte[padding], .. Pack(tool, Data[100..])];

        Decode(both).ShouldBe(Data);
    }

    [Fact]
    public void Many_streams_take_no_stack()
    {
        var one = Pack("xz", Data[..10]);

        Decode([.. Enumerable.Repeat(one, 20_000).SelectMany(stream => stream)]).Length.ShouldBe(200_000);
    }

    [Theory]
    [InlineData("xz --delta=dist=4 --lzma2=dict=1MiB")]
    [InlineData("xz --arm64 --lzma2=dict=1MiB")]
    [InlineData("xz --check=none")]
    [InlineData("xz --x86 --lzma2=dict=1MiB")] // wrong only in some places of a large file
    public void What_it_would_get_wrong_is_left_to_liblzma(string tool)
    {
        var program = File.ReadAllBytes(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "libcoreclr.so"));

        Should.Throw<MissingLibraryException>(() => Decode(Pack(tool, program)))
            .Message.ShouldContain("it needs liblzma.so.5");
    }

    [Theory]
    [InlineData("xz")]
    [InlineData("zstd -q")]
    [InlineData("bzip2")]
    public void Data_cut_anywhere_is_an_error(string tool)
    {
        var whole = Pack(tool, Data);
        for (var length = 6; length < whole.Length; length += 1 + (length / 50))
            Should.Throw<InvalidDataException>(() => Decode(whole[..length]), $"cut at {length} of {whole.Length}");
    }

    private static byte[] Decode(byte[] data)
    {
        var format = CompressionMagic.Detect(data);
        using var content = format == CompressionFormat.Gzip
            ? Decompressor.Open(new MemoryStream(data), format)
            : ManagedDecoder.Open(new MemoryStream(data), format);
        var decoded = new MemoryStream();
        content.CopyTo(decoded);
        return decoded.ToArray();
    }

    private static byte[] Pack(string tool, byte[] data)
    {
        using var directory = new TempDirectory();
        var file = Path.Combine(directory.Path, "data");
        File.WriteAllBytes(file, data);
        Shell.Must("sh", "-c", $"{tool} -c < '{file}' > '{file}.packed'");
        return File.ReadAllBytes($"{file}.packed");
    }
}
