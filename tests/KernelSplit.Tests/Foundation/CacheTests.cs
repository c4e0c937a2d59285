using KernelSplit.Foundation;

namespace KernelSplit.Tests.Foundation;

public sealed class CacheTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private Cache Cache => new(_directory.Path);

    private static Task Fill(string directory) => File.WriteAllTextAsync(Path.Combine(directory, "result"), "done");

    [Fact]
    public async Task A_result_is_created_once()
    {
        var made = 0;
        for (var i = 0; i < 2; i++)
        {
            var directory = await Cache.Get("stage", "key", resumable: false, directory =>
            {
                made++;
                return Fill(directory);
            });
            File.ReadAllText(Path.Combine(directory, "result")).ShouldBe("done");
        }

        made.ShouldBe(1);
    }

    [Fact]
    public async Task A_result_that_failed_halfway_is_not_cached_and_starts_over()
    {
        await Should.ThrowAsync<IOException>(() => Cache.Get("stage", "key", resumable: false, async directory =>
        {
            await Fill(directory);
            throw new IOException("disk full");
        }));
        Cache.Has("stage", "key").ShouldBeFalse();

        await Cache.Get("stage", "key", resumable: false, directory =>
        {
            Directory.EnumerateFiles(directory).ShouldBeEmpty();
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task A_resumable_result_finds_what_an_interrupted_run_left()
    {
        await Should.ThrowAsync<OperationCanceledException>(
            () => Cache.Get("stage", "key", resumable: true, async directory =>
        {
            await Fill(directory);
            throw new OperationCanceledException();
        }));

        await Cache.Get("stage", "key", resumable: true, directory =>
        {
            File.Exists(Path.Combine(directory, "result")).ShouldBeTrue();
            return Task.CompletedTask;
        });
    }

    [Fact]
    public Task A_result_is_not_created_twice_at_once() => Cache.Get("stage", "key", resumable: true, async _ =>
        (await Should.ThrowAsync<InvalidInputException>(() => Cache.Get("stage", "key", resumable: true, Fill)))
            .Message.ShouldContain("another kernelsplit process is creating this result"));

    [Fact]
    public void Different_content_has_a_different_key()
    {
        ContentKey.Of("ab", "c").ShouldNotBe(ContentKey.Of("a", "bc"));
        ContentKey.Of("a", "b").ShouldBe(ContentKey.Of("a", "b"));
    }

    [Fact]
    public void A_directory_has_a_different_key_after_one_of_its_files_changed()
    {
        var file = _directory.Write("source/Makefile", "VERSION = 6");
        var before = ContentKey.OfDirectory(_directory.Path);

        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(1));

        ContentKey.OfDirectory(_directory.Path).ShouldNotBe(before);
    }
}
