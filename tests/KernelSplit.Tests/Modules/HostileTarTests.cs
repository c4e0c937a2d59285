using System.Text;
using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Testing.Inputs;

namespace KernelSplit.Tests.Modules;

public sealed class HostileTarTests : IDisposable
{
    private const string Kernel = "./lib/modules/6.12/kernel";

    private static readonly byte[] Module = new ElfModule().ToBytes();

    private readonly ModuleDirectory _directory = new();

    [Theory]
    [InlineData("lib/modules/6.12/../../../etc/x.ko")]
    [InlineData("../lib/modules/6.12/x.ko")]
    [InlineData("/lib/modules/../modules/6.12/x.ko")]
    public void A_path_with_parent_directories_is_rejected(string path)
    {
        var mistake = Mistake(new RawTar().Add(path, Module).ToBytes());

        mistake.File.ShouldEndWith($"a.tar: {path}");
        mistake.Message.ShouldBe("path with \"..\": no packaging tool writes that");
    }

    [Theory]
    [InlineData("/lib/modules/6.12/x.ko")]
    [InlineData("././/lib//modules/6.12/./x.ko")]
    [InlineData("/usr/lib/modules/6.12/x.ko")]
    public void Absolute_paths_and_paths_with_dots_are_read(string path) =>
        Read(new RawTar().Add(path, Module).ToBytes()).Modules.ShouldHaveSingleItem().Path.ShouldBe("x.ko");

    [Theory]
    [InlineData('1', "is a hard link to another file in the archive: not read")]
    [InlineData('3', "is a device or a FIFO: not read")]
    [InlineData('6', "is a device or a FIFO: not read")]
    [InlineData('S', "is stored as a sparse file: not read")]
    public void A_special_file_is_an_error_and_the_others_are_read(char type, string message)
    {
        var tree = Read(new RawTar().Add($"{Kernel}/odd.ko", [], type).Add($"{Kernel}/x.ko", Module).ToBytes());

        tree.Modules.ShouldHaveSingleItem().Name.ShouldBe("x");
        var error = tree.Diagnostics.ShouldHaveSingleItem();
        error.Severity.ShouldBe(Severity.Error);
        error.ToString().ShouldEndWith($"a.tar: {Kernel}/odd.ko: error KS0301: {message}");
    }

    [Fact]
    public void A_sparse_file_of_the_pax_format_is_an_error_under_its_real_name()
    {
        var records = Records(
            ("GNU.sparse.major", "1"), ("GNU.sparse.name", $"{Kernel}/holes.ko"), ("path", "made/up"));
        var tar = new RawTar().Add("pax", records, 'x').Add("made/up", [1]).Add($"{Kernel}/x.ko", Module);

        Read(tar.ToBytes()).Diagnostics.ShouldHaveSingleItem().File.ShouldEndWith($"{Kernel}/holes.ko");
    }

    [Fact]
    public void Long_names_of_both_formats_are_read()
    {
        var (gnu, pax) = ($"{Kernel}/{new string('g', 200)}.ko", $"{Kernel}/{new string('p', 200)}.ko");
        var tar = new RawTar()
            .Add("././@LongLink", Encoding.UTF8.GetBytes(gnu + "\0"), 'L').Add("g", Module)
            .Add("pax", Records(("path", pax)), 'x').Add("p", Module);

        Read(tar.ToBytes()).Modules.Select(module => module.Name).ShouldBe([new('g', 200), new('p', 200)]);
    }

    [Theory]
    [InlineData('L')]
    [InlineData('x')]
    public void A_name_of_gigabytes_is_rejected(char type) =>
        Mistake(new RawTar().Add("long", [], type, "77777777777").ToBytes())
            .Message.ShouldBe("extended tar header of 8589934591 bytes");

    [Fact]
    public void A_name_longer_than_PATH_MAX_is_rejected() =>
        Mistake(new RawTar().Add("long", new byte[5000].Select(_ => (byte)'x').ToArray(), 'L').Add("x", []).ToBytes())
            .Message.ShouldBe("file name longer than 4096 bytes");

    [Theory]
    [InlineData("77777777777")]
    [InlineData("04000000000")]
    [InlineData("00000100000")]
    public void A_size_beyond_the_archive_is_rejected(string size) =>
        Mistake(new RawTar().Add($"{Kernel}/x.ko", Module, size: size).ToBytes()).Message
            .ShouldBe("archive is truncated");

    [Theory]
    [InlineData("-0000000001")]
    [InlineData("0000000008x")]
    [InlineData("0x7FFFFFFFF")]
    public void A_size_that_is_not_a_number_is_rejected(string size) =>
        Mistake(new RawTar().Add($"{Kernel}/x.ko", Module, size: size).ToBytes())
            .Message.ShouldBe("damaged tar archive: invalid number");

    [Fact]
    public void A_header_with_a_flipped_bit_is_rejected()
    {
        var tar = new RawTar().Add($"{Kernel}/x.ko", Module).Add($"{Kernel}/y.ko", Module).ToBytes();
        tar[30] ^= 1;
        Mistake(tar).Message.ShouldBe("damaged tar archive: invalid header");
    }

    [Fact]
    public void An_archive_cut_between_two_members_is_rejected() =>
        Mistake(new RawTar().Add($"{Kernel}/x.ko", Module).ToBytes(hasEnd: false)).Message
            .ShouldBe("archive is truncated");

    [Fact]
    public void An_archive_without_members_has_no_modules() =>
        Mistake(new RawTar().Add("./", [], '5').ToBytes()).Message.ShouldBe("no kernel modules found");

    [Fact]
    public void A_module_twice_under_one_path_is_rejected() =>
        Mistake(new RawTar().Add($"{Kernel}/x.ko", Module).Add($"{Kernel}/x.ko", Module).ToBytes())
            .Message.ShouldStartWith("module x is also in");

    [Fact]
    public void A_module_twice_under_two_compressions_is_rejected() =>
        Mistake(new RawTar().Add($"{Kernel}/x.ko", Module).Add($"{Kernel}/x.ko.xz", Compress.Xz(Module)).ToBytes())
            .Message.ShouldStartWith("module x is also in");

    [Fact]
    public void Spaces_and_characters_of_any_language_in_names_are_read() =>
        Read(new RawTar().Add($"{Kernel}/a b/ü.ko", Module).ToBytes())
            .Modules.ShouldHaveSingleItem().Path.ShouldBe("kernel/a b/ü.ko");

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\u001b[31mb")]
    public void A_control_character_in_a_name_is_an_error_on_one_line(string name)
    {
        var tree = Read(new RawTar().Add($"{Kernel}/{name}.ko", Module).Add($"{Kernel}/x.ko", Module).ToBytes());

        tree.Modules.ShouldHaveSingleItem().Name.ShouldBe("x");
        var error = tree.Diagnostics.ShouldHaveSingleItem();
        error.Message.ShouldBe("has a control character in its name: not read");
        error.ToString().Any(char.IsControl).ShouldBeFalse();
    }

    [Fact]
    public void A_control_character_in_the_release_is_rejected() =>
        Mistake(new RawTar().Add("lib/modules/6.1\n2/x.ko", Module).ToBytes()).ToString().Any(
            char.IsControl).ShouldBeFalse();

    [Fact]
    public void A_name_that_is_not_UTF8_is_an_error()
    {
        byte[] name = [.. Encoding.UTF8.GetBytes($"{Kernel}/a"), 0xFF, .. ".ko"u8];
        Read(new RawTar().Add(name, Module).Add($"{Kernel}/x.ko", Module).ToBytes())
            .Diagnostics.ShouldHaveSingleItem().Message.ShouldBe("has a name that is not UTF-8: not read");
    }

    [Fact]
    public void Packages_within_an_archive_are_not_opened()
    {
        var inner = new RawTar().Add($"{Kernel}/x.ko", Module).ToBytes();
        Mistake(new RawTar().Add($"{Kernel}/inner.tar", inner).ToBytes()).Message.ShouldBe("no kernel modules found");
    }

    [Fact]
    public void A_directory_named_like_a_module_is_ignored() =>
        Read(new RawTar().Add($"{Kernel}/d.ko/", [], '5').Add($"{Kernel}/d.ko/x.ko", Module).ToBytes())
            .Modules.ShouldHaveSingleItem().Path.ShouldBe("kernel/d.ko/x.ko");

    public void Dispose() => _directory.Dispose();

    private static byte[] Records(params (string Key, string Value)[] records) => Encoding.UTF8.GetBytes(
        string.Concat(records.Select(record => Record(record.Key, record.Value))));

    private static string Record(string key, string value)
    {
        // The length counts its own digits: three of them for the lengths here.
        var rest = $" {key}={value}\n";
        return rest.Length + 3 is var length and >= 100 ? $"{length}{rest}" : $"{rest.Length + 2}{rest}";
    }

    private ModuleTree Read(byte[] tar) => ModuleTreeReader.Read([_directory.WriteFile("a.tar", tar)]);

    private Diagnostic Mistake(byte[] tar) =>
        Should.Throw<InvalidInputException>(() => Read(tar)).Diagnostics.ShouldHaveSingleItem();
}
