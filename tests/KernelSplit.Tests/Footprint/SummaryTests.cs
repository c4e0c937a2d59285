using System.Text.Json;
using KernelSplit.Footprint;
using KernelSplit.Foundation;
using KernelSplit.Tests.Packaging;

namespace KernelSplit.Tests.Footprint;

public class SummaryTests
{
    private static readonly Summary Split = Summary.Of(
        RpmSpecTests.Plan with
        {
            Warnings = [Diagnostic.Warning(DiagnosticKind.Input, "map.yaml", "matches no module", line: 9)],
        },
        [new PackageFootprint("core", 1, 100, null)]);

    [Fact]
    public void Warnings_are_diagnostics()
    {
        var warning = Read(Split).GetProperty("warnings")[0];

        warning.GetProperty("severity").GetString().ShouldBe("warning");
        warning.GetProperty("file").GetString().ShouldBe("map.yaml");
        warning.GetProperty("line").GetInt32().ShouldBe(9);
        warning.GetProperty("message").GetString().ShouldBe("matches no module");
    }

    [Fact]
    public void What_a_split_does_not_know_is_left_out()
    {
        var summary = Read(Split);

        summary.TryGetProperty("findings", out _).ShouldBeFalse();
        summary.TryGetProperty("files", out _).ShouldBeFalse();
        summary.GetProperty("packages")[0].TryGetProperty("downloadSize", out _).ShouldBeFalse();
    }

    [Fact]
    public void Findings_of_checks_are_diagnostics_too() =>
        Read(Split with { Findings = [Diagnostic.Error("core", "over its budget")] })
            .GetProperty("findings")[0].GetProperty("message").GetString().ShouldBe("over its budget");

    private static JsonElement Read(Summary summary) => JsonDocument.Parse(summary.ToJson()).RootElement;
}
