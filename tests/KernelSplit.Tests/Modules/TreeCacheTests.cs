using KernelSplit.Modules;
using KernelSplit.Modules.Depmod;
using KernelSplit.Modules.Reading;
using KernelSplit.Testing.Inputs;

namespace KernelSplit.Tests.Modules;

/// <summary>What an earlier run read is used while nothing has changed, and never else.</summary>
public sealed class TreeCacheTests : IDisposable
{
    private static readonly ElfModule Before = new()
    {
        ModInfo = ["license=GPL", "alias=pci:before"],
        Imports = ["kfree"],
        Exports = ["shared"],
    };
    private static readonly ElfModule After = new()
    {
        ModInfo = ["license=GPL", "alias=pci:later."],
        Imports = ["kfree"],
        Exports = ["shared"],
    };

    private readonly ModuleDirectory _directory = new ModuleDirectory()
        .Add("kernel/a.ko.xz", Compress.Xz(Before.ToBytes()))
        .Add("kernel/b.ko", new ElfModule { Imports = ["shared"], WeakImports = ["maybe"] });

    private readonly TempDirectory _cache = new();

    private string Changing => Path.Combine(_directory.ReleasePath, "kernel/a.ko.xz");

    public void Dispose()
    {
        _directory.Dispose();
        _cache.Dispose();
    }

    [Fact]
    public void An_unchanged_tree_is_the_same_the_second_time_and_is_not_read()
    {
        var first = Read(_directory.Path);
        var written = CacheFile().LastWriteTimeUtc;

        var second = Read(_directory.Path);

        Facts(second).ShouldBe(Facts(first));
        CacheFile().LastWriteTimeUtc.ShouldBe(written);
    }

    [Fact]
    public void A_file_that_changed_is_read_again_even_with_its_old_size_and_time()
    {
        Read(_directory.Path).FindModule("a")!.ModInfo.Aliases.ShouldBe(["pci:before"]);
        var (size, time) = (new FileInfo(Changing).Length, File.GetLastWriteTimeUtc(Changing));

        // A file system's clock is coarse: what the test does within one of its steps has one time.
        do
            File.WriteAllBytes(Changing, Compress.Xz(After.ToBytes()));
        while (File.GetLastWriteTimeUtc(Changing) == time);
        File.SetLastWriteTimeUtc(Changing, time);

        new FileInfo(Changing).Length.ShouldBe(size);
        Read(_directory.Path).FindModule("a")!.ModInfo.Aliases.ShouldBe(["pci:later."]);
    }

    [Fact]
    public void A_damaged_cache_is_ignored()
    {
        var first = Read(_directory.Path);
        var file = CacheFile().FullName;
        var bytes = File.ReadAllBytes(file);
        for (var i = 0; i < bytes.Length; i += 37)
        {
            bytes[i] ^= 0x10;
            File.WriteAllBytes(file, bytes);
            Facts(Read(_directory.Path)).ShouldBe(Facts(first));
            bytes = File.ReadAllBytes(file);
        }
    }

    [Fact]
    public void An_archive_is_the_same_the_second_time_and_is_not_read()
    {
        var archive = _directory.WriteFile("kernel.tar.gz", Compress.Gzip(Package.Tar(
            new PackedFile($"lib/modules/{ModuleDirectory.Release}/kernel/a.ko", Before.ToBytes()),
            new PackedFile($"lib/modules/{ModuleDirectory.Release}/modules.order", "kernel/a.ko\n"u8.ToArray()))));
        var first = Read(archive);
        var written = CacheFile().LastWriteTimeUtc;

        var second = Read(archive);

        Facts(second).ShouldBe(Facts(first));
        CacheFile().LastWriteTimeUtc.ShouldBe(written);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 1)]
    public void A_file_is_cached_when_it_is_two_seconds_old(int age, int kept)
    {
        using var directory = new ModuleDirectory().Add("kernel/a.ko.xz", Compress.Xz(Before.ToBytes()));
        var file = Path.Combine(directory.ReleasePath, "kernel/a.ko.xz");
        var clock = new StoppedClock(File.GetLastWriteTimeUtc(file) + TimeSpan.FromSeconds(age));

        ModuleTreeReader.Read([directory.Path], cacheDirectory: _cache.Path, clock: clock);

        TreeCache.OfDirectory(_cache.Path, directory.Path, clock).Entries.Count.ShouldBe(kept);
    }

    [Fact]
    public void Failure_to_write_the_cache_is_ignored()
    {
        var cache = Path.Combine(_directory.WriteFile("a-file", []), "cache");

        ModuleTreeReader.Read([_directory.Path], cacheDirectory: cache).Modules.Count.ShouldBe(2);
    }

    /// <summary>Reads one hour from now, when all files have been unchanged for long enough to be cached.</summary>
    private ModuleTree Read(string input) =>
        ModuleTreeReader.Read(
            [input], cacheDirectory: _cache.Path, clock: new StoppedClock(DateTimeOffset.UtcNow.AddHours(1)));

    private FileInfo CacheFile() => new DirectoryInfo(_cache.Path).GetFiles().ShouldHaveSingleItem();

    /// <summary>Everything that a tree knows, as text.</summary>
    private static string Facts(ModuleTree tree)
    {
        using var depmod = new MemoryStream();
        DepmodFiles.WriteDryRun(tree, depmod);
        var modules = tree.Modules.Select(module => string.Join(
            '|', module.Path, module.InstalledSize, module.UncompressedSize, module.Architecture, module.BuildId,
            string.Join(',', module.Sections), string.Join(',', module.Imports),
            string.Join(',', module.Exports.Select(export => export.ToString())),
            string.Join(',', module.ModInfo.Fields)));
        return string.Join('\n', modules) + System.Text.Encoding.UTF8.GetString(depmod.ToArray());
    }

    private sealed class StoppedClock(DateTimeOffset time) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time;
    }
}
