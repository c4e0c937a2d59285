using System.Text.Json;
using KernelSplit.Footprint;
using KernelSplit.Foundation;
using KernelSplit.Tests.Packaging;

namespace KernelSplit.Tests.Footprint;

public class SummaryTests
{
    private static JsonElement Read(params Diagnostic[] findings) => JsonDocument.Parse(
        Summary.Of(RpmSpecTests.Plan, [new PackageFootprint("core", 1, 100, null)], findings).ToJson()).RootElement;

    [Fact]
    public void Findings_are_diagnostics_and_errors_fail()
    {
        var summary = Read(Diagnostic.Error(DiagnosticKind.Budget, "map.yaml", "over its budget", line: 9));

        summary.GetProperty("passed").GetBoolean().ShouldBeFalse();
        var finding = summary.GetProperty("findings")[0];
        finding.GetProperty("id").GetString().ShouldBe("KS0506");
        finding.GetProperty("check").GetString().ShouldBe("budget");
        finding.GetProperty("line").GetInt32().ShouldBe(9);
        finding.GetProperty("message").GetString().ShouldBe("over its budget");
    }

    [Fact]
    public void What_a_split_does_not_know_is_left_out()
    {
        var summary = Read();

        summary.GetProperty("passed").GetBoolean().ShouldBeTrue();
        summary.TryGetProperty("files", out _).ShouldBeFalse();
        summary.GetProperty("packages")[0].TryGetProperty("downloadSize", out _).ShouldBeFalse();
    }
}
