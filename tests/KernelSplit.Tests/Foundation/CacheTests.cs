using KernelSplit.Foundation;

namespace KernelSplit.Tests.Foundation;

public sealed class CacheTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly List<string> _notices = [];
    private int _made;

    public void Dispose() => _directory.Dispose();

    private Cache Cache => new(_directory.Path);

    private async Task<string> Get(string key = "key", string content = "done", bool resumable = false) =>
        (await Cache.Get("stage", key, resumable, directory =>
        {
            _made++;
            return File.WriteAllTextAsync(Path.Combine(directory, "result"), content);
        }, _notices.Add, default)).Directory;

    [Fact]
    public async Task A_result_is_created_once()
    {
        for (var i = 0; i < 2; i++)
            File.ReadAllText(Path.Combine(await Get(), "result")).ShouldBe("done");

        _made.ShouldBe(1);
    }

    [Fact]
    public async Task A_result_that_failed_halfway_is_not_cached_and_starts_over()
    {
        await Should.ThrowAsync<IOException>(() => Cache.Get("stage", "key", resumable: false, async directory =>
        {
            await File.WriteAllTextAsync(Path.Combine(directory, "result"), "half");
            throw new IOException("disk full");
        }, _notices.Add, default));
        Directory.EnumerateDirectories(Path.Combine(_directory.Path, "stage")).ShouldBeEmpty();

        await Cache.Get("stage", "key", resumable: false, directory =>
        {
            Directory.EnumerateFiles(directory).ShouldBeEmpty();
            return Task.CompletedTask;
        }, _notices.Add, default);
    }

    [Fact]
    public async Task A_resumable_result_finds_what_an_interrupted_run_left()
    {
        await Should.ThrowAsync<OperationCanceledException>(
            () => Cache.Get("stage", "key", resumable: true, async directory =>
        {
            await File.WriteAllTextAsync(Path.Combine(directory, "result"), "half");
            throw new OperationCanceledException();
        }, _notices.Add, default));

        await Cache.Get("stage", "key", resumable: true, directory =>
        {
            File.Exists(Path.Combine(directory, "result")).ShouldBeTrue();
            return Task.CompletedTask;
        }, _notices.Add, default);
    }

    [Fact]
    public async Task Who_wants_what_another_is_creating_waits_for_it()
    {
        var (isCreating, mayEnd) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = Cache.Get("stage", "key", resumable: true, async directory =>
        {
            isCreating.SetResult();
            await mayEnd.Task;
            await File.WriteAllTextAsync(Path.Combine(directory, "result"), "the first one's");
        }, _ => { }, default);
        await isCreating.Task;

        var second = Cache.Get(
            "stage", "key", resumable: true, _ => throw new InvalidOperationException("created twice"),
            notice =>
            {
                _notices.Add(notice);
                mayEnd.SetResult();
            }, default);

        (await second).ShouldBe(((await first).Directory, true));
        _notices.ShouldHaveSingleItem().ShouldStartWith("waiting for another kernelsplit process that is creating ");
    }

    [Fact]
    public async Task Waiting_can_be_interrupted()
    {
        using var interrupted = new CancellationTokenSource();
        using var held = await FileLock.Take(
            Path.Combine(Directory.CreateDirectory(Path.Combine(_directory.Path, "stage")).FullName, "key.lock"),
            null, default);

        await Should.ThrowAsync<OperationCanceledException>(() => Cache.Get(
            "stage", "key", resumable: true, _ => Task.CompletedTask, _ => interrupted.Cancel(), interrupted.Token));
    }

    public static TheoryData<string, Action<string>> Damages => new()
    {
        { "another byte", directory => File.WriteAllText(Path.Combine(directory, "result"), "dome") },
        {
            "another byte, with the old time stamp", directory =>
            {
                var file = Path.Combine(directory, "result");
                var time = File.GetLastWriteTimeUtc(file);
                File.WriteAllText(file, "dome");
                File.SetLastWriteTimeUtc(file, time);
            }
        },
        { "a cut file", directory => File.WriteAllText(Path.Combine(directory, "result"), "do") },
        { "an empty file", directory => File.WriteAllText(Path.Combine(directory, "result"), "") },
        { "a lost file", directory => File.Delete(Path.Combine(directory, "result")) },
        { "a new file", directory => File.WriteAllText(Path.Combine(directory, "another"), "") },
        {
            "a link instead", directory =>
            {
                File.Move(Path.Combine(directory, "result"), directory + ".moved");
                File.CreateSymbolicLink(Path.Combine(directory, "result"), directory + ".moved");
            }
        },
        { "no manifest", directory => File.Delete(directory + ".manifest") },
        { "an empty manifest", directory => File.WriteAllText(directory + ".manifest", "") },
        {
            "a changed manifest", directory => File.WriteAllText(
                directory + ".manifest", File.ReadAllText(directory + ".manifest").Replace("result", "resume"))
        },
    };

    [Theory]
    [MemberData(nameof(Damages), DisableDiscoveryEnumeration = true)]
    public async Task A_damaged_result_is_noticed_and_created_again(string what, Action<string> damage)
    {
        damage(await Get());

        File.ReadAllText(Path.Combine(await Get(), "result")).ShouldBe("done", what);

        _made.ShouldBe(2);
        _notices.ShouldHaveSingleItem().ShouldContain(" is damaged (");
        await Get();
        _made.ShouldBe(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Results_that_were_swapped_are_noticed(bool withManifests)
    {
        var (one, other) = (await Get("one", "this"), await Get("other", "that"));
        foreach (var suffix in withManifests ? new[] { "", ".manifest" } : [""])
        {
            Directory.Move(one + suffix, one + ".swap");
            Directory.Move(other + suffix, one + suffix);
            Directory.Move(one + ".swap", other + suffix);
        }

        File.ReadAllText(Path.Combine(await Get("one", "this"), "result")).ShouldBe("this");
        File.ReadAllText(Path.Combine(await Get("other", "that"), "result")).ShouldBe("that");
        _made.ShouldBe(4);
    }

    [Fact]
    public async Task A_copied_cache_is_intact()
    {
        await Get();
        using var copy = new TempDirectory();
        Shell.Must("cp", "-r", Path.Combine(_directory.Path, "stage"), copy.Path);

        var (_, wasCached) = await new Cache(copy.Path).Get(
            "stage", "key", resumable: false, _ => throw new InvalidOperationException("created"), _notices.Add,
            default);

        wasCached.ShouldBeTrue();
        _notices.ShouldBeEmpty();
    }

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
