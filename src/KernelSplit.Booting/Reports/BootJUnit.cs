using KernelSplit.Foundation;

namespace KernelSplit.Booting.Reports;

/// <summary>Boots as JUnit test suites.</summary>
public static class BootJUnit
{
    public static string Write(IReadOnlyList<BootResult> boots) => JUnitReport.Write(boots.Select(boot => (
        $"kernelsplit boot {boot.Release} {boot.Target} {boot.Machine} {string.Join(' ', boot.Packages)}",
        Cases(boot),
        BootVerdict.Of(boot))));

    /// <summary>The devices and what was tried, as they were seen; then what is wrong, if it isn't accepted.</summary>
    private static IReadOnlyList<JUnitCase> Cases(BootResult boot) =>
    [
        .. boot.Devices.Where(device => device.State is BootedState.Driven or BootedState.Absent)
            .Select(device => new JUnitCase($"device: {device.Name}", null, device.Problem)
            {
                IsSkipped = device.State == BootedState.Absent,
            }),
        .. boot.Checks.Where(check => check.Passed).Select(check =>
            new JUnitCase($"{check.Name}: {check.About}", null, check.Message)),
        .. boot.Findings.Select(finding => finding.Severity == Severity.Error
            ? new JUnitCase(finding.Message, $"{finding}") : new JUnitCase(finding.Message, null, $"{finding}")),
    ];
}
