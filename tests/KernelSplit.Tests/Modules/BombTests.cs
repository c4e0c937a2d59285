using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Modules.Compression;
using KernelSplit.Testing.Inputs;

namespace KernelSplit.Tests.Modules;

public sealed class BombTests : IDisposable
{
    private const int Piece = 16 * 1024 * 1024;

    private readonly ModuleDirectory _directory = new();

    [Theory]
    [InlineData(".gz")]
    [InlineData(".xz")]
    [InlineData(".zst")]
    public void A_module_that_inflates_too_far_is_an_error(string suffix)
    {
        _directory.Add("kernel/bomb.ko" + suffix, Zeros(suffix, pieces: 12)).Add("kernel/a.ko", new ElfModule());

        var tree = _directory.Read();

        tree.Modules.ShouldHaveSingleItem().Name.ShouldBe("a");
        var error = tree.Diagnostics.ShouldHaveSingleItem();
        error.Severity.ShouldBe(Severity.Error);
        error.Message.ShouldStartWith("larger than ");
    }

    [Theory]
    [InlineData(".gz")]
    [InlineData(".zst")]
    public void An_archive_that_inflates_too_far_is_rejected(string suffix)
    {
        var tar = new RawTar().Add("./usr/share/zeros", [], size: "04000000000").ToBytes(hasEnd: false);
        byte[] bomb = [.. Pack(suffix, tar), .. Zeros(suffix, pieces: 32)];

        var mistake = Should.Throw<InvalidInputException>(
            () => ModuleTreeReader.Read([_directory.WriteFile("bomb.tar" + suffix, bomb)]));

        mistake.Message.ShouldContain($"bomb.tar{suffix}: error KS0001: inflates to more than ");
        mistake.Message.ShouldEndWith("The limit is 256 MiB plus 50 times the size of the archive");
    }

    [Fact]
    public void Bombs_in_an_archive_count_for_the_archive()
    {
        var tar = new RawTar();
        for (var i = 0; i < 30; i++)
            tar.Add($"lib/modules/6.12/bomb{i}.ko.zst", Zeros(".zst", pieces: 3));

        Should.Throw<InvalidInputException>(
            () => ModuleTreeReader.Read([_directory.WriteFile("bombs.tar.zst", Compress.Zstd(tar.ToBytes()))]))
            .Message.ShouldContain("inflates to more than ");
    }

    [Fact]
    public void Modules_too_large_for_the_pool_are_read_one_at_a_time()
    {
        // Half of it is noise, so that it does not shrink to less than the limit allows for, as a bomb would.
        var large = new byte[80 * 1024 * 1024];
        new Random(1).NextBytes(large.AsSpan(0, large.Length / 2));
        new ElfModule().ToBytes().CopyTo(large, 0);
        _directory.Add("a.ko.zst", Compress.Zstd(large)).Add("b.ko.zst", Compress.Zstd(large));

        var tree = _directory.Read();

        tree.Diagnostics.ShouldBeEmpty();
        tree.Modules.Select(module => module.UncompressedSize).ShouldBe([large.Length, large.Length]);
        large.Length.ShouldBeGreaterThan(PooledBuffer.LargestPooled);
    }

    public void Dispose() => _directory.Dispose();

    private static byte[] Zeros(string suffix, int pieces)
    {
        var piece = Pack(suffix, new byte[Piece]);
        return [.. Enumerable.Repeat(piece, pieces).SelectMany(bytes => bytes)];
    }

    private static byte[] Pack(string suffix, byte[] data) => suffix switch
    {
        ".gz" => Compress.Gzip(data),
        ".xz" => Compress.Xz(data),
        _ => Compress.Zstd(data),
    };
}
