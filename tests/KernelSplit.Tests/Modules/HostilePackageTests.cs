using System.Text;
using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Modules.Reading;
using KernelSplit.Testing.Inputs;

namespace KernelSplit.Tests.Modules;

public sealed class HostilePackageTests : IDisposable
{
    private const string Kernel = "/usr/lib/modules/6.12/kernel/";

    private static readonly byte[] Module = new ElfModule().ToBytes();

    private readonly ModuleDirectory _directory = new();

    [Fact]
    public void An_rpm_that_names_files_by_index_is_read()
    {
        var rpm = RpmV6.Write(
            new RpmV6File("/usr/lib/modules/", "6.12", [], Mode: 0x41ED, Inode: 1),
            new RpmV6File(Kernel, "a.ko", Module, Inode: 2),
            new RpmV6File("/usr/lib/modules/6.12/", "modules.builtin", "kernel/b.ko\n"u8.ToArray(), Inode: 3),
            new RpmV6File(Kernel, "c.ko", Module, Inode: 4));

        var tree = Read("v6.rpm", rpm);

        tree.Modules.Select(module => module.Path).ShouldBe(["kernel/a.ko", "kernel/c.ko"]);
        tree.BuiltIns.ShouldHaveSingleItem().Name.ShouldBe("b");
    }

    [Fact]
    public void Of_hard_links_in_an_rpm_the_last_is_read_and_the_others_are_errors()
    {
        var tree = Read("v6.rpm", RpmV6.Write(
            new RpmV6File(Kernel, "first.ko", Module, Inode: 7), new RpmV6File(Kernel, "last.ko", Module, Inode: 7)));

        tree.Modules.ShouldHaveSingleItem().Name.ShouldBe("last");
        tree.Diagnostics.ShouldHaveSingleItem().Message.ShouldStartWith("is a hard link");
    }

    [Fact]
    public void An_index_without_a_file_is_rejected()
    {
        var files = new RpmV6File[] { new(Kernel, "a.ko", Module, Inode: 1), new(Kernel, "b.ko", Module, Inode: 2) };
        Mistake("v6.rpm", RpmV6.Write(RpmV6.Payload(files), files[0])).Message
            .ShouldBe("damaged RPM payload: file 1 doesn't exist, or appears twice");
    }

    [Fact]
    public void An_rpm_header_without_a_file_list_is_rejected()
    {
        var payload = RpmV6.Payload(new RpmV6File(Kernel, "a.ko", Module));
        Mistake("v6.rpm", Package.Rpm("none", payload)).Message
            .ShouldBe("damaged RPM payload: file 0 doesn't exist, or appears twice");
    }

    [Theory]
    [InlineData(8)]
    [InlineData(12)]
    public void An_rpm_header_with_a_huge_count_is_rejected(int countOffset)
    {
        const int SignatureHeader = 96;
        var rpm = Package.Rpm("none", Package.Cpio(new PackedFile("./lib/modules/6.12/a.ko", Module)));
        rpm[SignatureHeader + countOffset] = 0x7F;
        Mistake("huge.rpm", rpm).Message.ShouldStartWith("damaged RPM header");
    }

    [Fact]
    public void A_cpio_name_of_gigabytes_is_rejected()
    {
        var cpio = Package.Cpio(new PackedFile("./lib/modules/6.12/a.ko", Module));
        "FFFFFFFF"u8.CopyTo(cpio.AsSpan(6 + (11 * 8)));
        Mistake("name.rpm", Package.Rpm("none", cpio)).Message
            .ShouldBe("damaged cpio header: a file name of 4294967295 bytes");
    }

    [Fact]
    public void A_cpio_file_larger_than_the_archive_is_rejected()
    {
        var cpio = Package.Cpio(new PackedFile("./lib/modules/6.12/a.ko", Module));
        "FFFFFFFF"u8.CopyTo(cpio.AsSpan(6 + (6 * 8)));
        Mistake("size.rpm", Package.Rpm("none", cpio)).Message.ShouldBe("archive is truncated");
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("")]
    [InlineData("0x10")]
    public void An_ar_member_with_an_invalid_size_is_rejected(string size)
    {
        var deb = Package.Deb("data.tar", Package.Tar(new PackedFile("./lib/modules/6.12/a.ko", Module)));
        Encoding.ASCII.GetBytes(size.PadRight(10)).CopyTo(deb, 8 + 48);
        Mistake("size.deb", deb).Message.ShouldBe("damaged ar member header");
    }

    [Fact]
    public void A_deb_with_two_data_tars_is_rejected()
    {
        var deb = Package.Deb("data.tar", Package.Tar(new PackedFile("./lib/modules/6.12/a.ko", Module)));
        Mistake("two.deb", [.. deb, .. Package.Deb("data.tar", [])[8..]]).Message
            .ShouldBe("more than one data.tar: not a Debian package");
    }

    [Theory]
    [InlineData("data.tar")]
    [InlineData("data.tar.gz")]
    public void A_deb_is_read_with_any_supported_compression(string name)
    {
        var tar = Package.Tar(new PackedFile("./lib/modules/6.12/a.ko", Module));
        Read("a.deb", Package.Deb(name, name == "data.tar" ? tar : Compress.Gzip(tar))).Modules.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(".gz")]
    [InlineData(".xz")]
    [InlineData(".zst")]
    public void An_archive_of_several_compressed_streams_is_read(string suffix)
    {
        var tar = Package.Tar(new PackedFile("./lib/modules/6.12/a.ko", Module));
        var pieces = tar.Chunk(700).Select(piece => suffix switch
        {
            ".gz" => Compress.Gzip(piece),
            ".xz" => Compress.Xz(piece),
            _ => Compress.Zstd(piece),
        });
        Read("a.tar" + suffix, [.. pieces.SelectMany(piece => piece)]).Modules.Count.ShouldBe(1);
    }

    [Fact]
    public void A_sparse_archive_of_gigabytes_is_skipped_without_reading()
    {
        const long Size = 1L << 32;
        var path = _directory.WriteFile(
            "big.tar", new RawTar().Add("./big", [], size: "40000000000").ToBytes(hasEnd: false));
        using (var file = File.OpenWrite(path))
        {
            file.Position = 512 + Size;
            file.Write(Package.Tar(new PackedFile("./lib/modules/6.12/a.ko", Module)));
        }

        ModuleTreeReader.Read([path]).Modules.Count.ShouldBe(1);
        Effort.Read(() => ArchiveFiles.ReadMembers(path).Count().ShouldBe(2)).ShouldBeLessThan(1 << 20);
    }

    [Fact]
    public void An_empty_file_is_not_an_archive() =>
        Mistake("empty.rpm", []).Message.ShouldBe("empty, or not a regular file");

    [Fact]
    public void Reading_an_archive_can_be_cancelled()
    {
        var tar = _directory.WriteFile("a.tar", Package.Tar(new PackedFile("./lib/modules/6.12/a.ko", Module)));
        Should.Throw<OperationCanceledException>(
            () => ModuleTreeReader.Read([tar], cancellation: new CancellationToken(canceled: true)));
    }

    public void Dispose() => _directory.Dispose();

    private ModuleTree Read(string name, byte[] content) =>
        ModuleTreeReader.Read([_directory.WriteFile(name, content)]);

    private Diagnostic Mistake(string name, byte[] content) =>
        Should.Throw<InvalidInputException>(() => Read(name, content)).Diagnostics.ShouldHaveSingleItem();
}
