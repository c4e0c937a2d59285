using KernelSplit.Foundation;

namespace KernelSplit.Tests.Foundation;

public sealed class CacheTests : IDisposable
{
    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    private Cache Cache => new(_folder.Path);

    private static Task Fill(string folder) => File.WriteAllTextAsync(Path.Combine(folder, "result"), "done");

    [Fact]
    public async Task A_result_is_made_once()
    {
        var made = 0;
        for (var i = 0; i < 2; i++)
        {
            var folder = await Cache.Get("stage", "key", resumable: false, folder =>
            {
                made++;
                return Fill(folder);
            });
            File.ReadAllText(Path.Combine(folder, "result")).ShouldBe("done");
        }

        made.ShouldBe(1);
    }

    [Fact]
    public async Task A_result_that_failed_halfway_is_not_there_and_begins_anew()
    {
        await Should.ThrowAsync<IOException>(() => Cache.Get("stage", "key", resumable: false, async folder =>
        {
            await Fill(folder);
            throw new IOException("disk full");
        }));
        Cache.Has("stage", "key").ShouldBeFalse();

        await Cache.Get("stage", "key", resumable: false, folder =>
        {
            Directory.EnumerateFiles(folder).ShouldBeEmpty();
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task A_resumable_result_finds_what_an_interrupted_run_left()
    {
        await Should.ThrowAsync<OperationCanceledException>(() => Cache.Get("stage", "key", resumable: true, async folder =>
        {
            await Fill(folder);
            throw new OperationCanceledException();
        }));

        await Cache.Get("stage", "key", resumable: true, folder =>
        {
            File.Exists(Path.Combine(folder, "result")).ShouldBeTrue();
            return Task.CompletedTask;
        });
    }

    [Fact]
    public Task Two_do_not_make_the_same_result_at_once() => Cache.Get("stage", "key", resumable: true, async _ =>
        (await Should.ThrowAsync<InvalidInputException>(() => Cache.Get("stage", "key", resumable: true, Fill)))
            .Message.ShouldContain("another kernelsplit is making this result right now"));

    [Fact]
    public void Another_content_has_another_key()
    {
        ContentKey.Of("ab", "c").ShouldNotBe(ContentKey.Of("a", "bc"));
        ContentKey.Of("a", "b").ShouldBe(ContentKey.Of("a", "b"));
    }

    [Fact]
    public void A_folder_has_another_key_when_one_of_its_files_changed()
    {
        var file = _folder.Write("source/Makefile", "VERSION = 6");
        var before = ContentKey.OfDirectory(_folder.Path);

        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(1));

        ContentKey.OfDirectory(_folder.Path).ShouldNotBe(before);
    }
}
