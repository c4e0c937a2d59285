using System.IO.Compression;
using KernelSplit.Building.Sources;
using KernelSplit.Foundation;

namespace KernelSplit.Tests.Building;

public sealed class SourceArchiveTests : IDisposable
{
    private const int Link = 0xA1FF << 16;
    private const int Program = 0x81ED << 16;
    private const int Plain = 0x81A4 << 16;

    private readonly TempDirectory _directory = new();

    private string Output => Directory.CreateDirectory(Path.Combine(_directory.Path, "output")).FullName;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("cat")]
    [InlineData("gzip")]
    [InlineData("bzip2")]
    [InlineData("xz")]
    [InlineData("zstd -q")]
    public async Task A_tarball_in_any_compression_is_unpacked(string compressor)
    {
        _directory.Write("linux-9.9/scripts/run", "run");
        _directory.Write("linux-9.9/Makefile", "all:");
        File.SetUnixFileMode(Path.Combine(_directory.Path, "linux-9.9/scripts/run"), (UnixFileMode)0x1ED);
        File.CreateSymbolicLink(Path.Combine(_directory.Path, "linux-9.9/link"), "scripts/run");
        var archive = Path.Combine(_directory.Path, "source");
        Shell.Must("sh", "-c", $"tar -C '{_directory.Path}' -c linux-9.9 | {compressor} > '{archive}'");

        await SourceArchive.Unpack(archive, Output, _ => { }, CancellationToken.None);

        MustBeUnpacked();
    }

    [Fact]
    public async Task A_zip_is_unpacked_with_modes_and_links()
    {
        var archive = Zip(
            ("linux-9.9/link", "scripts/run", Link), ("linux-9.9/scripts/run", "run", Program),
            ("linux-9.9/Makefile", "all:", Plain));

        await SourceArchive.Unpack(archive, Output, _ => { }, CancellationToken.None);

        MustBeUnpacked();
    }

    [Theory]
    [InlineData("linux/../../outside")]
    [InlineData("/linux/outside")]
    [InlineData("linux/..\\..\\outside")]
    public async Task A_zip_that_names_files_outside_is_refused(string name)
    {
        var error = await Should.ThrowAsync<InvalidInputException>(() => SourceArchive.Unpack(
            Zip((name, "bad", Plain)), Output, _ => { }, CancellationToken.None));

        error.Message.ShouldContain("contains a path outside of it");
        Directory.EnumerateFileSystemEntries(Output).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_file_is_written_through_a_link()
    {
        var archive = Zip(("linux/out", _directory.Path, Link), ("linux/out/outside", "bad", Plain));

        await Should.ThrowAsync<IOException>(() =>
            SourceArchive.Unpack(archive, Output, _ => { }, CancellationToken.None));

        File.Exists(Path.Combine(_directory.Path, "outside")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("xz")]
    [InlineData("gzip")]
    [InlineData("zstd -q")]
    public async Task A_truncated_tarball_is_named(string compressor)
    {
        _directory.Write("linux-9.9/Makefile", string.Concat(Enumerable.Range(0, 9999)));
        var archive = Path.Combine(_directory.Path, "source");
        Shell.Must("sh", "-c", $"tar -C '{_directory.Path}' -c linux-9.9 | {compressor} | head -c 1000 > '{archive}'");

        var error = await Should.ThrowAsync<InvalidInputException>(
            () => SourceArchive.Unpack(archive, Output, _ => { }, CancellationToken.None));

        error.Message.ShouldStartWith($"{archive}: error KS0001: ");
    }

    private void MustBeUnpacked()
    {
        File.ReadAllText(Path.Combine(Output, "Makefile")).ShouldBe("all:");
        File.ReadAllText(Path.Combine(Output, "link")).ShouldBe("run");
        new FileInfo(Path.Combine(Output, "link")).LinkTarget.ShouldBe("scripts/run");
        File.GetUnixFileMode(Path.Combine(Output, "scripts/run")).HasFlag(UnixFileMode.UserExecute).ShouldBeTrue();
        File.GetUnixFileMode(Path.Combine(Output, "Makefile")).HasFlag(UnixFileMode.UserExecute).ShouldBeFalse();
    }

    private string Zip(params (string Name, string Content, int Attributes)[] entries)
    {
        var file = Path.Combine(_directory.Path, "source.zip");
        using var zip = ZipFile.Open(file, ZipArchiveMode.Create);
        foreach (var (name, content, attributes) in entries)
        {
            var entry = zip.CreateEntry(name);
            entry.ExternalAttributes = attributes;
            using var writer = new StreamWriter(entry.Open());
            writer.Write(content);
        }

        return file;
    }
}
