using KernelSplit.Footprint.Changes;

namespace KernelSplit.Footprint.Reports.Page;

/// <summary>Which packages to ship, and whether images need a respin.</summary>
internal static class PageAdvice
{
    public static string Of(Difference difference) => Html.Of($"""
        <section id="advice" aria-labelledby="advice-title">
        <h2 id="advice-title">What to ship</h2>
        {new Markup(difference.Advice is { } advice ? Advice(advice) : NoUpdate)}
        </section>

        """);

    private const string NoUpdate =
        "<p class=\"none\">Neither is an update of the other: they are built for different architectures.</p>";

    private static string Advice(UpdateAdvice advice) => Html.Of($"""
        <p class="respin"><b class="mark">{(advice.NeedsRespin ? "Respin" : "No respin")}</b> {advice.Why}</p>
        <ul class="ship">{Html.Join(advice.Packages, Package)}</ul>
        """);

    private static string Package(PackageAdvice package)
    {
        var (mark, label) = package.MustShip ? ("must", "ship") : ("needless", "skip");
        return Html.Of(
            $"<li><b class=\"mark {mark}\">{label}</b> <span class=\"name\">{package.Package}</span> ")
            + Html.Of($"<span class=\"why\">{package.Why}</span></li>");
    }
}
