using KernelSplit.Footprint.Changes;
using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Reports;

/// <summary>The gates of a diff as JUnit test cases.</summary>
public static class DifferenceJUnit
{
    public static string Write(Difference difference) => JUnitReport.Write(
    [
        (
            $"kernelsplit {difference.Old.Release} -> {difference.New.Release}",
            [
                .. difference.Gates.Select(gate => new JUnitCase(
                    gate.Name,
                    gate.Passed ? null : Lines(gate.Findings.Where(IsError)),
                    gate.Findings.All(IsError) ? null : Lines(gate.Findings.Where(finding => !IsError(finding))))),
            ],
            DiffVerdict.Of(difference)),
    ]);

    private static bool IsError(Diagnostic finding) => finding.Severity == Severity.Error;

    private static string Lines(IEnumerable<Diagnostic> findings) => string.Join("\n", findings);
}
