using KernelSplit.Foundation;

namespace KernelSplit.Tests.Foundation;

public sealed class CacheUsageTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private CacheUsage Usage => new(_directory.Path);

    private async Task Add(string stage, string key, int size, int daysAgo)
    {
        using var other = new TempDirectory();
        // Made by another process: this one holds what it has made.
        await new Cache(other.Path).Get(stage, key, resumable: false, directory =>
            File.WriteAllBytesAsync(Path.Combine(directory, "file"), new byte[size]), _ => { }, default);
        Directory.CreateDirectory(Path.Combine(_directory.Path, stage));
        Shell.Must("cp", "-r", $"{other.Path}/{stage}/.", Path.Combine(_directory.Path, stage));
        File.SetLastWriteTimeUtc(
            Path.Combine(_directory.Path, stage, key + ".manifest"), DateTime.UtcNow.AddDays(-daysAgo));
    }

    [Fact]
    public async Task What_was_used_last_comes_first()
    {
        await Add("build", "old", 100, daysAgo: 9);
        await Add("sources", "new", 2000, daysAgo: 1);
        _directory.Write("modules/1234.modules", "12345");

        Usage.Results().Select(result => $"{result.Stage}/{result.Key} {result.Size} {result.State}")
            .ShouldBe(["modules/1234 5 Complete", "sources/new 2000 Complete", "build/old 100 Complete"]);
    }

    [Fact]
    public async Task What_was_not_used_for_the_longest_time_goes_until_the_rest_fits()
    {
        await Add("build", "oldest", 100, daysAgo: 9);
        await Add("package", "old", 100, daysAgo: 8);
        await Add("build", "new", 100, daysAgo: 1);

        Usage.Prune(250).ShouldHaveSingleItem().Key.ShouldBe("oldest");

        Usage.Results().Select(result => result.Key).ShouldBe(["new", "old"]);
        Directory.EnumerateFileSystemEntries(Path.Combine(_directory.Path, "build"))
            .ShouldAllBe(path => Path.GetFileName(path).StartsWith("new"));
    }

    [Fact]
    public async Task What_is_used_or_created_or_not_ours_stays()
    {
        await Add("build", "used", 100, daysAgo: 9);
        await Add("build", "unused", 100, daysAgo: 1);
        var own = _directory.Write("tests/kernel", "ours");
        var probes = _directory.Write("probes/answers", "y");
        _directory.Write("build/created.partial/file", "half");
        _directory.Write("build/interrupted.partial/file", "half");
        _directory.Write("work/left/file", "left");
        using var creating = await FileLock.Take(_directory.Write("build/created.lock", ""), null, default);
        using var used = FileLock.TryShare(Path.Combine(_directory.Path, "build/used"));

        Usage.Prune(-1).Select(result => result.Key).Order().ShouldBe(["interrupted", "unused"]);

        Usage.Results().Select(result => $"{result.Key} {result.State}").Order()
            .ShouldBe(["created InUse", "used InUse"]);
        File.Exists(own).ShouldBeTrue();
        File.Exists(probes).ShouldBeTrue();
        Directory.Exists(Path.Combine(_directory.Path, "work/left")).ShouldBeFalse();
    }
}
