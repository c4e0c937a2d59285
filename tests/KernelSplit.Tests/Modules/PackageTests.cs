using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Testing.Inputs;

namespace KernelSplit.Tests.Modules;

public sealed class PackageTests : IDisposable
{
    private const string ModulePath = "./usr/lib/modules/6.12/kernel/drivers/net/a.ko";

    private static readonly byte[] Module = new ElfModule { Exports = ["a_func"] }.ToBytes();
    private static readonly PackedFile PackedModule = new(ModulePath, Module);

    private readonly ModuleDirectory _directory = new();

    [Fact]
    public void A_deb_with_data_tar_xz_is_read()
    {
        var builtIn = new PackedFile("./usr/lib/modules/6.12/modules.builtin", "kernel/b.ko\n"u8.ToArray());
        var deb = Package.Deb("data.tar.xz", Compress.Xz(Package.Tar(PackedModule, builtIn)));

        var tree = Read("linux.deb", deb);

        tree.Release.ShouldBe("6.12");
        tree.Modules.ShouldHaveSingleItem().Path.ShouldBe("kernel/drivers/net/a.ko");
        tree.BuiltIns.ShouldHaveSingleItem().Name.ShouldBe("b");
    }

    [Fact]
    public void A_deb_with_data_tar_zst_is_read() =>
        Read("linux.deb", Package.Deb("data.tar.zst", Compress.Zstd(Package.Tar(PackedModule))))
            .Modules.ShouldHaveSingleItem().Name.ShouldBe("a");

    [Fact]
    public void A_deb_says_when_it_was_built()
    {
        var deb = Package.Deb("data.tar", Package.Tar(PackedModule));
        "1790000000  "u8.CopyTo(deb.AsSpan(8 + 16));

        BuildTime.Of(Write("linux.deb", deb)).ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1_790_000_000));
        Should.Throw<InvalidInputException>(() => BuildTime.Of(Write("short.deb", deb[..20])))
            .Message.ShouldContain("short.deb: error");
        BuildTime.Of(_directory.Path).ShouldBeNull();
    }

    [Fact]
    public void A_link_to_a_package_counts_as_the_package()
    {
        var deb = Write("linux.deb", Package.Deb("data.tar", Package.Tar(PackedModule)));
        var empty = Write("empty.deb", []);
        var (link, toEmpty) =
            (Path.Combine(_directory.Path, "link.deb"), Path.Combine(_directory.Path, "to-empty.deb"));
        File.CreateSymbolicLink(link, deb);
        File.CreateSymbolicLink(toEmpty, empty);

        ModuleTreeReader.Read([link]).Modules.ShouldHaveSingleItem().Name.ShouldBe("a");
        // Its own length, which limits what may be unpacked, is a few bytes.
        Should.Throw<InvalidInputException>(() => ModuleTreeReader.Read([toEmpty]))
            .Message.ShouldContain("empty, or not a regular file");
    }

    [Fact]
    public void A_deb_with_other_compression_is_rejected() =>
        Mistake("linux.deb", Package.Deb("data.tar.lzma", [1]))
            .ShouldBe("data.tar.lzma: unsupported compression, not gzip, xz, zstd or bzip2");

    [Fact]
    public void An_rpm_with_zstd_payload_is_read() =>
        Read("kernel.rpm", Package.Rpm("zstd", Compress.Zstd(Package.Cpio(PackedModule))))
            .Modules.ShouldHaveSingleItem().Exports.Select(symbol => symbol.Name).ShouldBe(["a_func"]);

    [Theory]
    [InlineData("xz")]
    [InlineData("gzip")]
    [InlineData("none")]
    public void An_rpm_is_read_with_any_supported_compression(string compressor)
    {
        var cpio = Package.Cpio(PackedModule);
        var payload = compressor switch { "xz" => Compress.Xz(cpio), "gzip" => Compress.Gzip(cpio), _ => cpio };
        Read("kernel.rpm", Package.Rpm(compressor, payload)).Modules.Count.ShouldBe(1);
    }

    [Fact]
    public void An_rpm_with_other_compression_is_rejected() =>
        Mistake("kernel.rpm", Package.Rpm("lzma", [0x5D, 0, 0, 0x80, 0]))
            .ShouldBe("payload compressed with lzma, not gzip, xz, zstd, bzip2 or lzip");

    [Fact]
    public void Several_rpms_of_one_kernel_are_one_tree()
    {
        var user = new ElfModule { Imports = ["a_func"] }.ToBytes();
        var other = new PackedFile("./usr/lib/modules/6.12/kernel/b.ko", user);
        var core = Write("core.rpm", Package.Rpm("none", Package.Cpio(PackedModule)));
        var extra = Write("extra.rpm", Package.Rpm("none", Package.Cpio(other)));

        var tree = ModuleTreeReader.Read([extra, core]);

        tree.FindModule("b").ShouldNotBeNull().Dependencies.ShouldBe(["a"]);
        tree.Source.ShouldBe($"{extra}, {core}");
    }

    [Fact]
    public void Several_debs_of_one_kernel_are_one_tree()
    {
        var other = new PackedFile("./lib/modules/6.12/kernel/b.ko", new ElfModule { Imports = ["a_func"] }.ToBytes());
        var core = Write("linux-modules.deb", Package.Deb("data.tar", Package.Tar(PackedModule)));
        var extra = Write("linux-modules-extra.deb", Package.Deb("data.tar", Package.Tar(other)));

        ModuleTreeReader.Read([extra, core]).FindModule("b").ShouldNotBeNull().Dependencies.ShouldBe(["a"]);
    }

    [Fact]
    public void A_deb_lists_its_modules_on_request()
    {
        var list = new PackedFile("./lib/modules/6.12/modules.builtin", []);
        var deb = Write(
            "renamed.deb",
            Package.Deb("data.tar", Package.Tar(PackedModule, list), "Package: linux-modules\nVersion: 6.12\n"));

        var package = KernelPackage.Read(deb).ShouldNotBeNull().WithContent();

        package.Name.ShouldBe("linux-modules");
        package.Modules.ShouldBe(["a"]);
        package.HasBuiltIns.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_rpm_with_modules_builtin_is_recognized(bool has)
    {
        var file = new RpmV6File("/lib/modules/6.12/", has ? "modules.builtin" : "modules.softdep", []);

        KernelPackage.Read(Write("kernel.rpm", RpmV6.WriteNamed("kernel-core", "x86_64", file)))
            .ShouldNotBeNull().HasBuiltIns.ShouldBe(has);
    }

    [Fact]
    public void Several_inputs_must_all_be_packages_of_one_kind()
    {
        var rpm = Write("a.rpm", Package.Rpm("none", Package.Cpio(PackedModule)));
        var tar = Write("a.tar", Package.Tar(PackedModule));

        Should.Throw<InvalidInputException>(() => ModuleTreeReader.Read([rpm, tar]))
            .Diagnostics.ShouldHaveSingleItem().File.ShouldBe(tar);
    }

    [Theory]
    [InlineData(".tar")]
    [InlineData(".tar.gz")]
    [InlineData(".tar.xz")]
    [InlineData(".tar.zst")]
    public void A_tarball_is_read(string suffix)
    {
        var tar = Package.Tar(PackedModule);
        var content = suffix switch
        {
            ".tar.gz" => Compress.Gzip(tar),
            ".tar.xz" => Compress.Xz(tar),
            ".tar.zst" => Compress.Zstd(tar),
            _ => tar,
        };
        Read("kernel" + suffix, content).Modules.Count.ShouldBe(1);
    }

    [Fact]
    public void Links_in_a_tarball_are_not_read()
    {
        var build = new PackedFile("./usr/lib/modules/6.12/build", [], "/usr/src/linux");
        var link = new PackedFile("./usr/lib/modules/6.12/kernel/b.ko", [], "a.ko");

        var tree = Read("kernel.tar", Package.Tar(PackedModule, build, link));

        tree.Modules.ShouldHaveSingleItem().Name.ShouldBe("a");
        tree.Diagnostics.ShouldHaveSingleItem().Message.ShouldBe("is a symbolic link: not read");
    }

    [Fact]
    public void Links_in_an_rpm_are_not_read()
    {
        var link = new PackedFile("./usr/lib/modules/6.12/kernel/b.ko", [], "a.ko");

        var tree = Read("kernel.rpm", Package.Rpm("none", Package.Cpio(PackedModule, link)));

        tree.Modules.ShouldHaveSingleItem().Name.ShouldBe("a");
    }

    [Fact]
    public void A_damaged_module_is_reported_with_archive_and_member()
    {
        var bad = new PackedFile("./usr/lib/modules/6.12/kernel/bad.ko", [1, 2, 3]);

        var tree = Read("kernel.tar", Package.Tar(PackedModule, bad));

        tree.Diagnostics.ShouldHaveSingleItem().File.ShouldBe($"{_directory.Path}/kernel.tar: {bad.Path}");
    }

    [Fact]
    public void Modules_in_other_directories_are_ignored()
    {
        var debug = new PackedFile("./usr/lib/debug/lib/modules/6.12/kernel/a.ko", Module);
        Mistake("debug.tar", Package.Tar(debug)).ShouldBe("no kernel modules found");
    }

    [Fact]
    public void Two_releases_in_one_archive_are_reported()
    {
        var other = new PackedFile("./lib/modules/6.1/kernel/a.ko", Module);
        Mistake("kernels.tar", Package.Tar(PackedModule, other)).ShouldBe("more than one kernel: 6.1, 6.12");
    }

    [Fact]
    public void A_file_of_another_kind_is_rejected() =>
        Mistake("notes.txt", "hello"u8.ToArray())
            .ShouldBe("not a .deb, .rpm or tarball (plain, .gz, .xz, .zst, .bz2, .lz)");

    [Fact]
    public void A_truncated_deb_is_rejected_without_a_crash() =>
        CutAnywhere("cut.deb", Package.Deb("data.tar.xz", Compress.Xz(Package.Tar(PackedModule))));

    [Fact]
    public void A_truncated_rpm_is_rejected_without_a_crash() =>
        CutAnywhere("cut.rpm", Package.Rpm("none", Package.Cpio(PackedModule)));

    public void Dispose() => _directory.Dispose();

    private void CutAnywhere(string name, byte[] whole)
    {
        // The last bytes are padding, of which nothing is missed.
        for (var length = 0; length < whole.Length - 4; length++)
            Mistake(name, whole[..length]).ShouldNotBeEmpty();
    }

    private ModuleTree Read(string name, byte[] content) => ModuleTreeReader.Read([Write(name, content)]);

    private string Mistake(string name, byte[] content) =>
        Should.Throw<InvalidInputException>(() => Read(name, content)).Diagnostics.ShouldHaveSingleItem().Message;

    private string Write(string name, byte[] content) => _directory.WriteFile(name, content);
}
