using KernelSplit.Footprint.Changes;

namespace KernelSplit.Footprint.Reports.Page;

/// <summary>The verdict, and the figures behind it.</summary>
internal static class PageSummary
{
    public static string Of(Difference difference)
    {
        var (word, passed) = (difference.HasPassed ? "PASS" : "FAIL", difference.Gates.Count(gate => gate.Passed));
        return Html.Of($"""
            <header class="verdict {word.ToLowerInvariant()}">
            <p class="badge"><span aria-hidden="true">{(difference.HasPassed ? "✓" : "✗")}</span> {word} <small>{passed} of {difference.Gates.Count} gates</small></p>
            <h1><span class="map">{difference.New.Map}</span> {difference.Old.Release} <span class="arrow" aria-hidden="true">→</span><span class="sr"> to </span> {difference.New.Release}</h1>
            <p class="line">{Verdict.Of(difference)}</p>
            </header>
            <dl class="figures">{Html.Join(Figures(difference), figure => Html.Of($"<div><dt>{figure.Name}</dt><dd>{figure.Value}</dd><dd class=\"detail\">{figure.Detail}</dd></div>"))}</dl>

            """);
    }

    private static IEnumerable<(string Name, string Value, string Detail)> Figures(Difference difference)
    {
        var total = difference.Total;
        yield return ("installed", Verdict.Growth(total.InstalledGrowth), $"of {Size(total.Then?.InstalledSize)}{Verdict.Percent(total.InstalledGrowth, total.Then?.InstalledSize)}");
        if (total.DownloadGrowth is { } growth)
            yield return ("to download", Verdict.Growth(growth), $"of {Size(total.Then?.DownloadSize)}{Verdict.Percent(growth, total.Then?.DownloadSize)}");
        yield return ("modules", $"+{total.Gained:N0} −{total.Lost:N0}", $"now {difference.New.Modules.Count:N0}, {difference.Moved} moved");
        if (difference.IsUpdate)
            yield return ("rewritten", $"{difference.Rewritten:N0}", "modules whose code is different");
        yield return ("devices", $"+{Count(difference, DeviceFate.Gained):N0} −{Count(difference, DeviceFate.Lost):N0}", $"{Count(difference, DeviceFate.Moved)} in another package");
        yield return ("configuration", $"{difference.Config.Count:N0}", "symbols with another value");
    }

    private static int Count(Difference difference, DeviceFate fate) => difference.Devices.Count(device => device.Fate == fate);

    private static string Size(long? bytes) => bytes is { } size ? Foundation.ByteSize.Format(size) : "nothing";
}
