using KernelSplit.Footprint.Changes;

namespace KernelSplit.Footprint.Reports.Page;

/// <summary>The verdict and the key figures.</summary>
internal static class PageSummary
{
    public static string Of(Difference difference)
    {
        var (word, passed) = (difference.HasPassed ? "PASS" : "FAIL", difference.Gates.Count(gate => gate.Passed));
        return Html.Of($"""
            <header class="verdict {word.ToLowerInvariant()}">
            <p class="badge"><span aria-hidden="true">{(difference.HasPassed ? "✓" : "✗")}</span> {word} <small>{passed} of {difference.Gates.Count} gates</small></p>
            <h1><span class="map">{difference.New.Map}</span> {difference.Old.Release} <span class="arrow" aria-hidden="true">→</span><span class="sr"> to </span> {difference.New.Release}</h1>
            <p class="line">{DiffVerdict.Of(difference)}</p>
            </header>
            <dl class="figures">{Html.Join(Figures(difference), figure => Html.Of($"<div><dt>{figure.Name}</dt><dd>{figure.Value}</dd><dd class=\"detail\">{figure.Detail}</dd></div>"))}</dl>

            """);
    }

    private static IEnumerable<(string Name, string Value, string Detail)> Figures(Difference difference)
    {
        var total = difference.Total;
        var (installed, download) = (total.Then?.InstalledSize, total.Then?.DownloadSize);
        yield return (
            "installed",
            DiffVerdict.Growth(total.InstalledGrowth),
            $"of {Size(installed)}{DiffVerdict.Percent(total.InstalledGrowth, installed)}");
        if (total.DownloadGrowth is { } growth)
            yield return ("to download", DiffVerdict.Growth(growth),
                $"of {Size(total.Then?.DownloadSize)}{DiffVerdict.Percent(growth, total.Then?.DownloadSize)}");
        yield return ("modules", $"+{total.Gained:N0} −{total.Lost:N0}", $"now {difference.New.Modules.Count:N0}, "
            + $"{difference.Moved} moved");
        if (difference.IsUpdate)
            yield return ("code changed", $"{difference.CodeChanged:N0}", "modules of both releases");
        yield return (
            "devices",
            $"+{Count(difference, DeviceStatus.Gained):N0} −{Count(difference, DeviceStatus.Lost):N0}",
            $"{Count(difference, DeviceStatus.Moved)} in another package");
        yield return ("configuration", $"{difference.Config.Count:N0}", "symbols changed");
    }

    private static int Count(Difference difference, DeviceStatus status) =>
        difference.Devices.Count(device => device.Status == status);

    private static string Size(long? bytes) => bytes is { } size ? Foundation.ByteSize.Format(size) : "nothing";
}
