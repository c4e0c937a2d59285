using System.Globalization;
using KernelSplit.Footprint.History;
using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Reports;

/// <summary>A trend as tables: the changes of each release, and the growth of the packages.</summary>
public static class TrendTables
{
    // From small to large; available in most fonts.
    private const string Bars = "▁▂▃▄▅▆▇█";

    public static IReadOnlyList<Table> Of(Trend trend) => [Releases(trend), Packages(trend)];

    /// <summary>A sparkline; the smallest value is at the bottom to make growth visible.</summary>
    public static string Plot(IReadOnlyList<long> values)
    {
        var (least, most) = (values.Min(), values.Max());
        return string.Concat(values.Select(
            value => Bars[most == least ? 0 : (int)((value - least) * (Bars.Length - 1) / (most - least))]));
    }

    private static Table Releases(Trend trend) => new(
        "releases",
        [
            "release", "version", "installed", "difference", "to download", "modules", "added", "removed", "moved",
            "code changed", "gates",
        ],
        [.. trend.Releases.Select((release, at) => Release(trend, at))]);

    private static string[] Release(Trend trend, int at)
    {
        var release = trend.Releases[at];
        var step = at == 0 ? null : trend.Steps[at - 1];
        var size = PackageFootprint.Total("all", release.Sizes);
        return
        [
            release.Release,
            release.Version,
            ByteSize.Format(size.InstalledSize),
            step is null ? "" : DiffVerdict.Growth(step.Total.InstalledGrowth),
            size.DownloadSize is { } download ? ByteSize.Format(download) : "-",
            Number(release.Modules.Count),
            Number(step?.Total.Gained),
            Number(step?.Total.Lost),
            Number(step?.Moved),
            step is { IsUpdate: false } ? "-" : Number(step?.CodeChanged),
            step is null ? "" : step.HasPassed ? "pass" : "FAIL",
        ];
    }

    private static Table Packages(Trend trend) => new(
        "installed size by package",
        ["package", .. trend.Releases.Select(release => release.Release), "difference", "plot"],
        [
            .. trend.Packages.Select(package => Sizes(package, trend.Installed(package))),
            Sizes("all", trend.Installed()),
        ]);

    private static string[] Sizes(string name, IReadOnlyList<long> sizes) =>
        [name, .. sizes.Select(ByteSize.Format), DiffVerdict.Growth(sizes[^1] - sizes[0])
            + DiffVerdict.Percent(sizes[^1] - sizes[0], sizes[0]), Plot(sizes)];

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
