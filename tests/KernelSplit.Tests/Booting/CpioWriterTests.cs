using KernelSplit.Booting.Initramfs;

namespace KernelSplit.Tests.Booting;

public sealed class CpioWriterTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Cpio_lists_what_was_written_with_its_directories()
    {
        Write(archive =>
        {
            archive.File("lib/modules/6.12/a.ko", "module"u8);
            archive.File("init", "#!/bin/sh\n"u8, isExecutable: true);
            archive.SymbolicLink("bin/sh", "busybox");
            archive.Directory("lib/modules");
        });

        Shell.Must("sh", "-c", $"cpio --quiet -it <'{Archive}'").Output.Split('\n')[..^1].ShouldBe(
            ["lib", "lib/modules", "lib/modules/6.12", "lib/modules/6.12/a.ko", "init", "bin", "bin/sh"]);
    }

    [Fact]
    public void Cpio_unpacks_contents_modes_and_links()
    {
        Write(archive =>
        {
            archive.File("run", [1, 2, 3, 0, 255], isExecutable: true);
            archive.File("empty", []);
            archive.SymbolicLink("link", "run");
        });

        Shell.Must("sh", "-c", $"cd '{_directory.Path}' && cpio --quiet -i <'{Archive}'");

        File.ReadAllBytes(Of("run")).ShouldBe([1, 2, 3, 0, 255]);
        File.GetUnixFileMode(Of("run")).HasFlag(UnixFileMode.UserExecute).ShouldBeTrue();
        File.GetUnixFileMode(Of("empty")).HasFlag(UnixFileMode.UserExecute).ShouldBeFalse();
        new FileInfo(Of("empty")).Length.ShouldBe(0);
        new FileInfo(Of("link")).LinkTarget.ShouldBe("run");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_entry_begins_at_a_multiple_of_four(int length)
    {
        Write(archive =>
        {
            archive.File(new string('n', length + 1), new byte[length]);
            archive.File("after", "it"u8);
        });

        Shell.Must("sh", "-c", $"cpio --quiet -i --to-stdout after <'{Archive}'").Output.ShouldBe("it");
        (new FileInfo(Archive).Length % 4).ShouldBe(0);
    }

    private string Archive => Of("archive");

    private string Of(string name) => Path.Combine(_directory.Path, name);

    private void Write(Action<CpioWriter> write)
    {
        using var to = File.Create(Archive);
        var archive = new CpioWriter(to);
        write(archive);
        archive.End();
    }
}
