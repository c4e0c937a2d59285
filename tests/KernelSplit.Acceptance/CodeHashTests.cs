using KernelSplit.Modules;

namespace KernelSplit.Acceptance;

/// <summary>
/// What counts as the same code, in modules that a compiler just made: 64 bits, 32 bits (whose relocations have no
/// addends).
/// </summary>
[Part(Part.Distributions)]
public sealed class CodeHashTests : IDisposable
{
    private const string Source = """
        #define INFO(name, text) __attribute__((section(".modinfo"), used)) static const char name[] = text;
        INFO(license, "license=GPL")
        INFO(vermagic, "vermagic=" RELEASE " SMP")
        __attribute__((section("__versions"), used)) static const char versions[64] = RELEASE;
        extern int _printk(const char *text, ...);
        extern int other(const char *text);
        static const char *const names[] = { "first", "made for " RELEASE, SECOND };
        static int counter = COUNTER;
        int work(int n) { return _printk("%s of " RELEASE " has %d\n", names[n & 1], counter++) + CALLED("end"); }
        """;

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("-m64")]
    [InlineData("-m32")]
    [InlineData("-m64", "-fPIE")]
    public void Another_release_is_the_same_code_however_long_its_name(params string[] options) =>
        Code("6.12.1", options).ShouldBe(Code("6.12.117-with-a-longer-name", options));

    [Theory]
    [InlineData("-m64", "-DCOUNTER=8")]
    [InlineData("-m32", "-DCOUNTER=8")]
    [InlineData("-m64", "-DSECOND=\"2nd\"")]
    [InlineData("-m32", "-DSECOND=\"2nd\"")]
    [InlineData("-m64", "-DCALLED=another")]
    [InlineData("-m32", "-DCALLED=another")]
    public void Other_data_another_text_or_another_call_is_other_code(string size, string change) =>
        Code("6.12.1", size, change).ShouldNotBe(Code("6.12.1", size));

    [Fact]
    public void A_signature_and_a_build_id_are_no_code()
    {
        var module = Compile("6.12.1", "-m64");
        var (file, code) = Hashes(module);
        Shell.Must("sh", "-c", "printf signature > \"$1.id\" && objcopy --add-section .note.gnu.build-id=\"$1.id\" "
            + "--set-section-flags .note.gnu.build-id=alloc,readonly \"$1\" && echo appended >> \"$1\"", "-", module);

        var (otherFile, otherCode) = Hashes(module);

        otherCode.ShouldBe(code);
        otherFile.ShouldNotBe(file);
        Shell.Must("sha256sum", module).Output.ShouldStartWith(otherFile);
    }

    private string Code(string release, params string[] options) => Hashes(Compile(release, options)).Code;

    private string Compile(string release, params string[] options)
    {
        var folder = Directory.CreateDirectory(Path.Combine(
            _folder.Path, Guid.NewGuid().ToString(), "lib/modules", release, "kernel")).FullName;
        var source = Path.Combine(folder, "work.c");
        File.WriteAllText(source, Source);
        string[] defaults = ["-DCOUNTER=7", "-DSECOND=\"second\"", "-DCALLED=other"];
        var given = options.Where(option => option.StartsWith("-D", StringComparison.Ordinal)).Select(option =>
            option.Split('=')[0]).ToHashSet();
        var module = Path.Combine(folder, "work.ko");
        Shell.Must(
            "gcc",
            [
                "-c", "-O2", "-w", "-fno-pic", $"-DRELEASE=\"{release}\"",
                .. defaults.Where(option => !given.Contains(option.Split('=')[0])), .. options, "-o", module, source,
            ]);
        return module;
    }

    private static (string File, string Code) Hashes(string module)
    {
        var read = ModuleTreeReader.Read([Path.GetFullPath(Path.Combine(module, "../.."))], detail: ModuleDetail.Code)
            .Modules.Single();
        return (read.Digest, read.CodeDigest.ShouldNotBeNull());
    }
}
