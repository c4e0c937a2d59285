using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace KernelSplit.Testing.Kernels;

/// <summary>
/// The kernel packages that Debian's apt offers, by name. Asking changes nothing on the machine; a package is
/// downloaded
/// when a test wants its content.
/// </summary>
internal static partial class DistributionKernels
{
    private const string Headers = "linux-headers-";

    // Linux 6.1.176, whose differences from 6.1.192 are known by hand.
    private const string LongAgo = "linux-image-6.1.0-50-";

    private static readonly Lazy<Offer[]> Offers = new(FindOffers);

    private static readonly ConcurrentDictionary<string, Lazy<string>> Debs = new(StringComparer.Ordinal);

    /// <summary>
    /// The newest package of every series and flavour (cloud, rt, ...) of every architecture, this machine's first.
    /// </summary>
    public static IReadOnlyList<string> All =>
        [.. Offers.Value.Where(offer => offer.IsNewest).Select(offer => offer.Name)];

    /// <summary>Those of <see cref="All"/> for some architectures, by dpkg's names.</summary>
    public static IReadOnlyList<string> Of(params string[] architectures) =>
        [
            .. Offers.Value.Where(offer => offer.IsNewest && architectures.Contains(offer.Apt.Architecture))
                .Select(offer => offer.Name),
        ];

    /// <summary>The newest generic kernel of every series (6.1, 6.12, ...), the oldest series first.</summary>
    public static IReadOnlyList<string> Generic => NewestOf(Apt.Native);

    /// <summary>Debian's kernels for clouds, the newest of every series, the oldest series first.</summary>
    public static IReadOnlyList<string> Clouds => NewestOf($"cloud-{Apt.Native}");

    /// <summary>The generic kernel before the newest in its series; null when apt offers one only.</summary>
    public static string? Former => NativeOffers.Where(offer => offer.Flavour == Apt.Native)
        .GroupBy(offer => offer.Series).MaxBy(series => series.Key)?
        .Where(offer => !offer.IsNewest).LastOrDefault()?.Name;

    /// <summary>
    /// Two releases of the oldest series with the same configuration: those of which the differences are known by hand,
    /// and where apt no longer offers them, the first and the last that it does.
    /// </summary>
    public static (string Old, string New) LongAgoAndNow
    {
        get
        {
            var releases = NativeOffers.Where(offer => offer.Flavour == Apt.Native).GroupBy(offer => offer.Series)
                .MinBy(series => series.Key)!.ToList();
            return (
                (releases.Find(offer => offer.Name.StartsWith(LongAgo, StringComparison.Ordinal)) ?? releases[0]).Name,
                releases[^1].Name);
        }
    }

    private static IEnumerable<Offer> NativeOffers => Offers.Value.Where(offer => offer.Apt.Architecture == Apt.Native);

    /// <summary>The package's file, downloaded where it isn't yet.</summary>
    public static string Deb(string package) =>
        Debs.GetOrAdd(package, name => new Lazy<string>(() => Download(name))).Value;

    /// <summary>
    /// The headers of a release: what its vmlinux exports is in their Module.symvers, as the image package's System.map
    /// is a stub.
    /// </summary>
    public static string HeadersDeb(string release) => Deb(Headers + release);

    private static string Download(string package)
    {
        var apt = Offers.Value.FirstOrDefault(offer => offer.Name == package)?.Apt ?? Apt.All[0];
        return TestCache.Get(
            file =>
            {
                RemoveWhatIsNotOffered();
                using var download = new TempDirectory();
                apt.Download(package, download.Path);
                Shell.Must("mv", Directory.EnumerateFiles(download.Path, "*.deb").Single(), file);
            },
            "kernels",
            apt.Candidates(package).Single().File);
    }

    private static string[] NewestOf(string flavour)
    {
        var found = NativeOffers.Where(offer => offer.IsNewest && offer.Flavour == flavour).OrderBy(offer =>
            offer.Series).Select(offer => offer.Name).ToArray();
        found.ShouldNotBeEmpty($"apt offers no kernel of the flavour {flavour}; apt-get update fetches its lists");
        return found;
    }

    private static Offer[] FindOffers() => [.. Apt.All.SelectMany(Find)];

    private static IEnumerable<Offer> Find(Apt apt) => apt.Search("^linux-image-[0-9]")
        // Debugging information is no kernel.
        .Where(name => !name.EndsWith("-dbg", StringComparison.Ordinal))
        .Select(name => PackageName().Match(name))
        .Where(match => match.Success)
        // Secure Boot's signed packages repeat what is in the unsigned ones.
        .GroupBy(
            match => match.Value.Replace("-unsigned", ""),
            (_, same) => same.OrderBy(match => match.Groups["unsigned"].Success).Last())
        .GroupBy(match => (Series: match.Groups["series"].Value, Flavour: match.Groups["flavour"].Value))
        .SelectMany(releases => releases.Reverse().Select((match, age) =>
            new Offer(apt, match.Value, Version.Parse(releases.Key.Series), releases.Key.Flavour, age == 0)).Reverse());

    /// <summary>Forgets kernels that apt no longer offers.</summary>
    private static void RemoveWhatIsNotOffered()
    {
        var offered = Offers.Value.Select(offer => offer.Name).ToHashSet();
        foreach (var path in Directory.EnumerateFileSystemEntries(TestCache.Of("kernels"), "linux-image-*"))
        {
            var package = Path.GetFileName(path).Split('_')[0];
            if (!offered.Contains(package))
                Shell.Must("rm", "-rf", path);
        }
    }

    // linux-image-6.1.0-56-cloud-amd64-unsigned, linux-image-6.12.117+deb12-amd64-unsigned, linux-image-6.1.0-50-armmp
    [
        GeneratedRegex(
            @"^linux-image-(?<series>\d+\.\d+)\.[^-+]+(-\d+|\+deb[^-]+)-(?<flavour>.+?)(?<unsigned>-unsigned)?$"),
    ]
    private static partial Regex PackageName();

    private sealed record Offer(Apt Apt, string Name, Version Series, string Flavour, bool IsNewest);
}
