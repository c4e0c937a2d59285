using KernelSplit.Kbuild.Files;

namespace KernelSplit.Tests.Kbuild;

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
    public void What_cannot_be_written_leaves_the_old_file()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "plan.json.partial"));
        var file = _folder.Write("plan.json", "old");

        Should.Throw<UnauthorizedAccessException>(() => AtomicFile.Write(file, "new"));

        File.ReadAllText(file).ShouldBe("old");
    }

    [Fact]
    public void A_device_is_written_to_and_stays_one()
    {
        AtomicFile.Write("/dev/null", "x");

        File.ReadAllText("/dev/null").ShouldBeEmpty();
        File.Exists("/dev/null.partial").ShouldBeFalse();
    }
}
