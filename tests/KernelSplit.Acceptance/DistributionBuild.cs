using System.Collections.Concurrent;
using KernelSplit.Foundation;
using KernelSplit.Makefiles;

namespace KernelSplit.Acceptance;

/// <summary>
/// A kernel that Debian built: its .config, its lists of modules, and the source of the same version.
/// </summary>
internal sealed class DistributionBuild
{
    private static readonly ConcurrentDictionary<string, Lazy<DistributionBuild>> Known = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string> _config = new(StringComparer.Ordinal);
    private readonly Lazy<KernelMakefiles> _makefiles;

    private DistributionBuild(KernelUnderTest kernel)
    {
        ConfigText = File.ReadAllText(kernel.Config);
        foreach (var line in ConfigText.Split('\n'))
        {
            if (line.StartsWith("CONFIG_", StringComparison.Ordinal) && line.Split('=', 2) is [var symbol, var value])
                _config[symbol["CONFIG_".Length..]] = value;
        }

        Modules = Paths(Path.Combine(kernel.Modules, "modules.order"));
        BuiltIns = Paths(Path.Combine(kernel.Modules, "modules.builtin"));
        Source = UnpackedSource(SeriesOf(kernel.Name));
        _makefiles = new(() => KernelMakefiles.Read(Source, Architecture));
    }

    /// <summary>Made once for each package.</summary>
    public static DistributionBuild Of(string package) =>
        Known.GetOrAdd(
            package,
            package => new Lazy<DistributionBuild>(() => new DistributionBuild(KernelUnderTest.Of(package)))).Value;

    /// <summary>The series of a kernel's package, such as 6.12.</summary>
    public static string SeriesOf(string package) => string.Join('.', package.Split('-')[2].Split('.').Take(2));

    /// <summary>The .config as Debian ships it.</summary>
    public string ConfigText { get; }

    /// <summary>A copy of the symbols that are set, without <c>CONFIG_</c>.</summary>
    public SortedDictionary<string, string> Config => new(_config, StringComparer.Ordinal);

    /// <summary>Sources paths of the modules, sorted: <c>drivers/net/dummy</c>.</summary>
    public IReadOnlyList<string> Modules { get; }

    public IReadOnlyList<string> BuiltIns { get; }

    /// <summary>The top of the source, which is kept in the user's cache as <c>kernelsplit run</c> keeps it.</summary>
    public string Source { get; }

    /// <summary>What the source's Makefiles build.</summary>
    public KernelMakefiles Makefiles => _makefiles.Value;

    /// <summary>The kernel's ARCH.</summary>
    public static string Architecture => Shell.Must("dpkg", "--print-architecture").Output.Trim() switch
    {
        "amd64" or "i386" => "x86",
        "ppc64el" => "powerpc",
        "armhf" => "arm",
        var other => other,
    };

    /// <summary>The top of the source of a series, such as 6.12.</summary>
    public static string UnpackedSource(string series)
    {
        var deb = DistributionKernels.Deb($"linux-source-{series}");
        var key = Path.GetFileName(deb)[..^"_all.deb".Length];
        return Cache.OfThisUser().Get("sources", key, resumable: false, folder =>
        {
            Shell.Must(
                "sh", "-e", "-c",
                "dpkg-deb --fsys-tarfile \"$1\" | tar --extract --to-stdout --wildcards '*/linux-source-*.tar.xz' | "
                    + "tar --extract --xz --directory \"$2\" --strip-components=1 --no-same-owner",
                "sh", deb, folder);
            return Task.CompletedTask;
        }, _ => { }, default).GetAwaiter().GetResult().Directory;
    }

    /// <summary>The names of all symbols of a source, of any architecture, by grep.</summary>
    public static HashSet<string> SymbolsIn(string source) =>
        [.. Shell.Must("grep", "-rhoE", "--include=Kconfig*", @"^\s*(menu)?config\s+\w+", source).Lines
        .Select(line => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[^1])];

    private static IReadOnlyList<string> Paths(string list) =>
        [.. File.ReadLines(list).Select(line => line["kernel/".Length..^".ko".Length]).Order(StringComparer.Ordinal)];
}
