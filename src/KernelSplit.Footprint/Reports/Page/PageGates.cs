using KernelSplit.Footprint.Changes;
using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Reports.Page;

/// <summary>The gates, with their findings.</summary>
internal static class PageGates
{
    public static string Of(Difference difference) => Html.Of($"""
        <section id="gates" aria-labelledby="gates-title">
        <h2 id="gates-title">Gates <span class="count">{difference.Gates.Count}</span></h2>
        {Html.If(difference.Gates.Count == 0, $"<p class=\"none\">None.</p>")}
        <ul class="gates">{Html.Join(difference.Gates.OrderBy(gate => gate.Passed), Gate)}</ul>
        </section>

        """);

    private static string Gate(Gate gate) => Html.Of($"""
        <li class="{(gate.Passed ? "pass" : "fail")}"><b class="mark">{(gate.Passed ? "✓ pass" : "✗ fail")}</b> {gate.Name}
        {Html.If(gate.Findings.Count > 0, $"<ul class=\"findings\">{Html.Join(gate.Findings, Finding)}</ul>")}</li>
        """);

    private static string Finding(Diagnostic finding) => Html.Of($"""
        <li><span class="severity {finding.Severity.ToString().ToLowerInvariant()}">{finding.Severity.ToString().ToLowerInvariant()}</span>
        <span class="place">{finding.File}{Html.If(finding.Line > 0, $":{finding.Line}")}</span> {finding.Message}{Html.If(finding.Hint is not null, $". <span class=\"hint\">{finding.Hint}</span>")}</li>
        """);
}
