using KernelSplit.Foundation;


namespace KernelSplit.Tests.Foundation;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_replaced_and_nothing_stays_beside_it()
    {
        var file = _folder.Write("plan.json", "old");

        AtomicFile.Write(file, "new");

        File.ReadAllText(file).ShouldBe("new");
        Directory.EnumerateFiles(_folder.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public void Its_folder_is_made() => Should.NotThrow(() => AtomicFile.Write(Path.Combine(_folder.Path, "a/b/plan.json"), "x"));

    [Fact]
    public void What_cannot_be_written_leaves_the_old_file_alone()
    {
        var file = _folder.Write("plan.json", "old");

        Should.Throw<FormatException>(() => AtomicFile.Write(file, stream =>
        {
            stream.WriteByte(0);
            throw new FormatException();
        }));

        File.ReadAllText(file).ShouldBe("old");
        Directory.EnumerateFiles(_folder.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public void Who_writes_the_same_file_meanwhile_disturbs_nobody()
    {
        var file = Path.Combine(_folder.Path, "plan.json");

        AtomicFile.Write(file, stream =>
        {
            stream.Write("outer"u8);
            AtomicFile.Write(file, "the inner one");
            File.ReadAllText(file).ShouldBe("the inner one");
        });

        File.ReadAllText(file).ShouldBe("outer");
        Directory.EnumerateFiles(_folder.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_copy_is_as_executable_as_the_original()
    {
        var copy = Path.Combine(_folder.Path, "copy");

        AtomicFile.Copy("/bin/true", copy);

        Should.NotThrow(() => System.Diagnostics.Process.Start(copy).WaitForExit());
    }

    [Fact]
    public void A_device_is_written_to_and_stays_one()
    {
        AtomicFile.Write("/dev/null", "x");

        File.ReadAllText("/dev/null").ShouldBeEmpty();
        Directory.EnumerateFiles("/dev", "null.*.partial").ShouldBeEmpty();
    }
}
