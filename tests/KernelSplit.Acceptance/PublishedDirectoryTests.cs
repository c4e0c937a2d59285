namespace KernelSplit.Acceptance;

[Part(Part.Kconfig)]
public sealed class PublishedDirectoryTests : IDisposable
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(5);

    private readonly TempDirectory _directory = new("kernelsplit-");

    private string Shared => Path.Combine(_directory.Path, "shared");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Of_two_who_make_it_at_once_the_first_to_finish_is_taken_by_both()
    {
        using var both = new Barrier(2);

        var paths = await Task.WhenAll(Enumerable.Range(0, 2).Select(maker => Task.Run(
            () => PublishedDirectory.Get(Shared, partial =>
            {
                both.SignalAndWait(HangGuard).ShouldBeTrue();
                File.WriteAllText(Path.Combine(partial, "file"), $"{maker}");
            }))));

        paths.ShouldBe([Shared, Shared]);
        File.ReadAllText(Path.Combine(Shared, "file")).ShouldBeOneOf("0", "1");
        Directory.GetDirectories(_directory.Path).ShouldBe([Shared]);
    }

    [Fact]
    public void A_failure_leaves_nothing_behind()
    {
        Should.Throw<IOException>(() => PublishedDirectory.Get(Shared, _ => throw new IOException("disk full")));

        Directory.GetDirectories(_directory.Path).ShouldBeEmpty();
    }
}
