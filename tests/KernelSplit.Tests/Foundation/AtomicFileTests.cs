using KernelSplit.Foundation;


namespace KernelSplit.Tests.Foundation;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_file_is_replaced_without_leftovers()
    {
        var file = _directory.Write("plan.json", "old");

        AtomicFile.Write(file, "new");

        File.ReadAllText(file).ShouldBe("new");
        Directory.EnumerateFiles(_directory.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public void Its_directory_is_created() =>
        Should.NotThrow(() => AtomicFile.Write(Path.Combine(_directory.Path, "a/b/plan.json"), "x"));

    [Fact]
    public void A_failed_write_leaves_the_old_file_unchanged()
    {
        var file = _directory.Write("plan.json", "old");

        Should.Throw<FormatException>(() => AtomicFile.Write(file, stream =>
        {
            stream.WriteByte(0);
            throw new FormatException();
        }));

        File.ReadAllText(file).ShouldBe("old");
        Directory.EnumerateFiles(_directory.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public void Concurrent_writers_of_a_file_do_not_disturb_each_other()
    {
        var file = Path.Combine(_directory.Path, "plan.json");

        AtomicFile.Write(file, stream =>
        {
            stream.Write("outer"u8);
            AtomicFile.Write(file, "the inner one");
            File.ReadAllText(file).ShouldBe("the inner one");
        });

        File.ReadAllText(file).ShouldBe("outer");
        Directory.EnumerateFiles(_directory.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_copy_is_as_executable_as_the_original()
    {
        var copy = Path.Combine(_directory.Path, "copy");

        AtomicFile.Copy("/bin/true", copy);

        Should.NotThrow(() => System.Diagnostics.Process.Start(copy).WaitForExit());
    }

    [Fact]
    public void A_device_is_written_to_and_not_replaced()
    {
        AtomicFile.Write("/dev/null", "x");

        File.ReadAllText("/dev/null").ShouldBeEmpty();
        Directory.EnumerateFiles("/dev", "null.*.partial").ShouldBeEmpty();
    }
}
