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
    public void Many_writers_and_readers_at_once_see_whole_files()
    {
        var file = _directory.Write("plan.json", new string('0', 5000));

        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            if (i % 2 == 0)
                AtomicFile.WriteUnsynced(file, to => to.Write(new byte[5000]));
            else
                new FileInfo(file).Length.ShouldBe(5000);
        });

        Directory.EnumerateFiles(_directory.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public void What_a_killed_writer_left_goes_with_the_next_one()
    {
        var other = _directory.Write("plan.json.other.abc.partial.txt", "");
        _directory.Write("plan.json.a1b2.partial", "half");

        AtomicFile.Write(Path.Combine(_directory.Path, "plan.json"), "new");

        Directory.EnumerateFiles(_directory.Path).Order()
            .ShouldBe([Path.Combine(_directory.Path, "plan.json"), other]);
    }

    [Fact]
    public void A_copy_is_as_executable_and_as_old_as_the_original()
    {
        var copy = Path.Combine(_directory.Path, "copy");

        AtomicFile.Copy("/bin/true", copy);

        Should.NotThrow(() => System.Diagnostics.Process.Start(copy).WaitForExit());
        File.GetLastWriteTimeUtc(copy).ShouldBe(File.GetLastWriteTimeUtc("/bin/true"), TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public void A_link_stays_and_what_it_leads_to_is_replaced()
    {
        var target = _directory.Write("store/v2.json", "old");
        Directory.CreateDirectory(Path.Combine(_directory.Path, "links"));
        File.CreateSymbolicLink(Path.Combine(_directory.Path, "links/current.json"), "../store/v2.json");
        File.CreateSymbolicLink(Path.Combine(_directory.Path, "plan.json"), "links/current.json");

        AtomicFile.Write(Path.Combine(_directory.Path, "plan.json"), "new");

        File.ReadAllText(target).ShouldBe("new");
        new FileInfo(Path.Combine(_directory.Path, "plan.json")).LinkTarget.ShouldBe("links/current.json");
        Directory.EnumerateFiles(Path.GetDirectoryName(target)!).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_link_to_a_file_that_does_not_exist_yet_creates_it()
    {
        File.CreateSymbolicLink(Path.Combine(_directory.Path, "plan.json"), "target.json");

        AtomicFile.Write(Path.Combine(_directory.Path, "plan.json"), "new");

        File.ReadAllText(Path.Combine(_directory.Path, "target.json")).ShouldBe("new");
    }

    [Fact]
    public void A_link_to_itself_is_an_error()
    {
        var link = Path.Combine(_directory.Path, "plan.json");
        File.CreateSymbolicLink(link, "plan.json");

        Should.Throw<IOException>(() => AtomicFile.Write(link, "new")).Message.ShouldContain(link);
    }

    [Fact]
    public void A_directory_is_an_error() =>
        Should.Throw<IOException>(() => AtomicFile.Write(_directory.Path, "x")).Message
            .ShouldBe($"Is a directory : '{_directory.Path}'");

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("link")]
    public void A_device_is_written_to_and_not_replaced(string path)
    {
        if (path == "link")
            File.CreateSymbolicLink(path = Path.Combine(_directory.Path, path), "/dev/null");

        AtomicFile.Write(path, "x");
        AtomicFile.Write(path, to => to.WriteByte(1));
        AtomicFile.Copy("/bin/true", path);

        File.ReadAllText("/dev/null").ShouldBeEmpty();
        Shell.Must("test", "-c", "/dev/null");
        Directory.EnumerateFiles("/dev", "null.*.partial").ShouldBeEmpty();
    }

    [Fact]
    public void A_full_disk_is_named_with_the_file()
    {
        var error = Should.Throw<IOException>(() => AtomicFile.Write("/dev/full", "x"));

        error.Message.ShouldBe("No space left on device : '/dev/full'");
        error.HResult.ShouldBe(28);
    }

    [Fact]
    public async Task A_named_pipe_is_written_to()
    {
        var pipe = Path.Combine(_directory.Path, "pipe");
        Shell.Must("mkfifo", pipe);
        var reader = Task.Run(() => File.ReadAllText(pipe));

        AtomicFile.Write(pipe, "through");

        (await reader).ShouldBe("through");
        Shell.Must("test", "-p", pipe);
    }
}
