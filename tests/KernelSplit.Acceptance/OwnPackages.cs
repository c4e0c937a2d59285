namespace KernelSplit.Acceptance;

/// <summary>KernelSplit's own packages, made by packaging/build of the program under test if that is native.</summary>
public sealed class OwnPackages : IDisposable
{
    private readonly TempDirectory _directory = new("kernelsplit-");

    public OwnPackages() => Build(_directory.Path);

    public string Rpm => One("*.rpm");

    public string Deb => One("*.deb");

    public string Tarball => One("*.tar.gz");

    /// <summary>Builds them once more.</summary>
    internal static void Build(string directory)
    {
        string[] program = Shell.Program == Path.Combine(Shell.Checkout, "kernelsplit")
            ? [] : ["--program", Shell.Program];
        Shell.Must(Path.Combine(Shell.Checkout, "packaging/build"), [.. program, directory]);
    }

    /// <summary>The libraries of this machine that the program loads, in a directory for a package of them.</summary>
    internal static IReadOnlyList<string> Libraries =>
    [
        // The interpreter that programs name (psABI of x86-64).
        "/lib64/ld-linux-x86-64.so.2",
        .. Shell.Must("ldconfig", "-p").Lines.Select(line => line.Trim().Split(" => "))
            .Where(pair => pair.Length == 2 && pair[0].Contains("x86-64", StringComparison.Ordinal)
                && pair[0].Split(' ')[0] is "libc.so.6" or "libm.so.6" or "liblzma.so.5" or "libzstd.so.1"
                    or "libssl.so.3" or "libcrypto.so.3")
            .Select(pair => pair[1]).Distinct(),
    ];

    public void Dispose() => _directory.Dispose();

    private string One(string pattern) => Directory.EnumerateFiles(_directory.Path, pattern).Single();
}
