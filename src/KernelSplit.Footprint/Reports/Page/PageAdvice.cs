using KernelSplit.Footprint.Advice;
using KernelSplit.Footprint.Changes;

namespace KernelSplit.Footprint.Reports.Page;

/// <summary>Which packages to ship, and whether images need a respin.</summary>
internal static class PageAdvice
{
    public static string Of(Difference difference) => Html.Of($"""
        <section id="advice" aria-labelledby="advice-title">
        <h2 id="advice-title">What to ship</h2>
        {new Markup(difference.Advice is { } advice ? Advice(advice) : "<p class=\"none\">The one is no update of the other: they are built for different processors.</p>")}
        </section>

        """);

    private static string Advice(UpdateAdvice advice) => Html.Of($"""
        <p class="respin"><b class="mark">{(advice.NeedsRespin ? "Respin" : "No respin")}</b> {advice.Why}</p>
        <ul class="ship">{Html.Join(advice.Packages, package => Html.Of($"<li><b class=\"mark {(package.MustShip ? "must" : "needless")}\">{(package.MustShip ? "ship" : "no need")}</b> <span class=\"name\">{package.Package}</span> <span class=\"why\">{package.Why}</span></li>"))}</ul>
        """);
}
