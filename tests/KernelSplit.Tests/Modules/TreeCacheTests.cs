using KernelSplit.Modules;
using KernelSplit.Modules.Depmod;
using KernelSplit.Testing.Inputs;

namespace KernelSplit.Tests.Modules;

/// <summary>What an earlier run read is used while nothing has changed, and never else.</summary>
public class TreeCacheTests(TreeCacheTests.OldFiles old) : IClassFixture<TreeCacheTests.OldFiles>
{
    private static readonly ElfModule Before = new() { ModInfo = ["license=GPL", "alias=pci:before"], Imports = ["kfree"], Exports = ["shared"] };
    private static readonly ElfModule After = new() { ModInfo = ["license=GPL", "alias=pci:later."], Imports = ["kfree"], Exports = ["shared"] };

    [Fact]
    public void An_unchanged_tree_is_the_same_the_second_time_and_is_not_read()
    {
        var first = Read(old.Unchanged.Path);
        var written = CacheFile(old.Unchanged.Path).LastWriteTimeUtc;

        var second = Read(old.Unchanged.Path);

        Facts(second).ShouldBe(Facts(first));
        CacheFile(old.Unchanged.Path).LastWriteTimeUtc.ShouldBe(written);
    }

    [Fact]
    public void A_file_that_changed_is_read_again_even_with_its_old_size_and_time()
    {
        var file = Path.Combine(old.Changed.ReleasePath, "kernel/a.ko.xz");
        Read(old.Changed.Path).FindModule("a")!.ModInfo.Aliases.ShouldBe(["pci:before"]);
        var (size, time) = (new FileInfo(file).Length, File.GetLastWriteTimeUtc(file));

        File.WriteAllBytes(file, Compress.Xz(After.ToBytes()));
        File.SetLastWriteTimeUtc(file, time);

        new FileInfo(file).Length.ShouldBe(size);
        Read(old.Changed.Path).FindModule("a")!.ModInfo.Aliases.ShouldBe(["pci:later."]);
    }

    [Fact]
    public void A_damaged_cache_is_not_believed()
    {
        var first = Read(old.Damaged.Path);
        var file = CacheFile(old.Damaged.Path).FullName;
        var bytes = File.ReadAllBytes(file);
        for (var i = 0; i < bytes.Length; i += 37)
        {
            bytes[i] ^= 0x10;
            File.WriteAllBytes(file, bytes);
            Facts(Read(old.Damaged.Path)).ShouldBe(Facts(first));
            bytes = File.ReadAllBytes(file);
        }
    }

    [Fact]
    public void An_archive_is_the_same_the_second_time_and_is_not_read()
    {
        var first = Read(old.Archive);
        var written = CacheFile(old.Archive).LastWriteTimeUtc;

        var second = Read(old.Archive);

        Facts(second).ShouldBe(Facts(first));
        CacheFile(old.Archive).LastWriteTimeUtc.ShouldBe(written);
    }

    [Fact]
    public void A_file_that_has_just_changed_is_not_kept()
    {
        using var directory = new ModuleDirectory().Add("kernel/a.ko.xz", Compress.Xz(Before.ToBytes()));
        using var cache = new TempDirectory();

        ModuleTreeReader.Read([directory.Path], cacheFolder: cache.Path);
        File.WriteAllBytes(Path.Combine(directory.ReleasePath, "kernel/a.ko.xz"), Compress.Xz(After.ToBytes()));

        ModuleTreeReader.Read([directory.Path], cacheFolder: cache.Path).Modules[0].ModInfo.Aliases.ShouldBe(["pci:later."]);
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_no_reason_to_fail()
    {
        using var directory = new ModuleDirectory().Add("kernel/a.ko.xz", Compress.Xz(Before.ToBytes()));
        var noFolder = directory.WriteFile("a-file", []);

        ModuleTreeReader.Read([directory.Path], cacheFolder: Path.Combine(noFolder, "cache")).Modules.Count.ShouldBe(1);
    }

    private ModuleTree Read(string input) => ModuleTreeReader.Read([input], cacheFolder: Path.Combine(old.Cache.Path, Path.GetFileName(input)));

    private FileInfo CacheFile(string input) =>
        new DirectoryInfo(Path.Combine(old.Cache.Path, Path.GetFileName(input))).GetFiles().ShouldHaveSingleItem();

    /// <summary>Everything that a tree knows, as text.</summary>
    private static string Facts(ModuleTree tree)
    {
        using var depmod = new MemoryStream();
        DepmodFiles.WriteDryRun(tree, depmod);
        var modules = tree.Modules.Select(module => string.Join(
            '|', module.Path, module.InstalledSize, module.UncompressedSize, module.Architecture, module.BuildId,
            string.Join(',', module.Sections), string.Join(',', module.Imports), string.Join(',', module.Exports.Select(export => export.ToString())),
            string.Join(',', module.ModInfo.Fields)));
        return string.Join('\n', modules) + System.Text.Encoding.UTF8.GetString(depmod.ToArray());
    }

    /// <summary>Files that have been as they are for long enough to be kept: the tests wait for that together.</summary>
    public sealed class OldFiles : IDisposable
    {
        public OldFiles()
        {
            Archive = Path.Combine(Packages.Path, "kernel.tar.gz");
            File.WriteAllBytes(Archive, Compress.Gzip(Package.Tar(
                new PackedFile($"lib/modules/{ModuleDirectory.Release}/kernel/a.ko", Before.ToBytes()),
                new PackedFile($"lib/modules/{ModuleDirectory.Release}/modules.order", "kernel/a.ko\n"u8.ToArray()))));
            Thread.Sleep(TimeSpan.FromSeconds(2.1));
        }

        internal TempDirectory Cache { get; } = new();

        internal ModuleDirectory Unchanged { get; } = Tree();

        internal ModuleDirectory Changed { get; } = Tree();

        internal ModuleDirectory Damaged { get; } = Tree();

        public string Archive { get; }

        private TempDirectory Packages { get; } = new();

        public void Dispose()
        {
            Cache.Dispose();
            Unchanged.Dispose();
            Changed.Dispose();
            Damaged.Dispose();
            Packages.Dispose();
        }

        private static ModuleDirectory Tree() => new ModuleDirectory()
            .Add("kernel/a.ko.xz", Compress.Xz(Before.ToBytes()))
            .Add("kernel/b.ko", new ElfModule { Imports = ["shared"], WeakImports = ["maybe"] });
    }
}
