using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KernelSplit.Foundation;

namespace KernelSplit.Acceptance;

/// <summary>
/// A kernel's own conf, and conf-shim.c as a library: built once for each source, kept in the user's cache.
/// </summary>
/// <param name="Conf">The program.</param>
/// <param name="Shim">The library.</param>
internal sealed record BuiltConf(string Conf, string Shim)
{
    private const string Program = "scripts/kconfig/conf";

    private static readonly string ShimSource = Path.Combine(AppContext.BaseDirectory, "conf-shim.c");

    public static BuiltConf Of(string source)
    {
        var name = $"{Path.GetFileName(source)}-{Key(source)}";
        var directory = PublishedDirectory.Get(
            Path.Combine(Cache.RootOfThisUser, "test-conf", name), partial => Build(source, partial));
        return new BuiltConf(Path.Combine(directory, "conf"), Path.Combine(directory, "conf-shim.so"));
    }

    private static void Build(string source, string directory)
    {
        using var objects = new TempDirectory("kernelsplit-objects-");
        Shell.Must("make", "-s", "-C", source, $"O={objects.Path}", "allnoconfig");
        File.Copy(Path.Combine(objects.Path, Program), Path.Combine(directory, "conf"));
        Shell.Must("cc", "-shared", "-fPIC", "-O1", "-o", Path.Combine(directory, "conf-shim.so"), ShimSource, "-ldl");
    }

    /// <summary>Changes with what is built.</summary>
    private static string Key(string source)
    {
        var text = new StringBuilder(Path.GetFullPath(source)).Append(File.ReadAllText(ShimSource));
        var files = new DirectoryInfo(Path.Combine(source, "scripts/kconfig")).EnumerateFiles();
        foreach (var file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"{file.Name} {file.Length} {file.LastWriteTimeUtc.Ticks}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }
}
