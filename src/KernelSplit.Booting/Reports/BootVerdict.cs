using System.Globalization;
using KernelSplit.Foundation;

namespace KernelSplit.Booting.Reports;

/// <summary>
/// A boot in a line: <c>kvm on q35: 24 devices driven, 2 without a driver, 18 checks passed, in 12.3 s</c>
/// </summary>
public static class BootVerdict
{
    public static string Of(BootResult boot)
    {
        var errors = boot.Findings.Count(finding => finding.Severity == Severity.Error);
        var driven = boot.Devices.Count(device => device.State == BootedState.Driven);
        var others = boot.Devices.Count(device => device.State is BootedState.Dead or BootedState.Unseen);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{boot.Target} on {boot.Machine}: {driven} of {driven + others} devices driven, "
                + $"{boot.Checks.Count(check => check.Passed)} of {boot.Checks.Count} checks passed, {Errors(errors)}, "
                    + $"in {boot.Elapsed.TotalSeconds:0.0} s");
    }

    private static string Errors(int count) => count switch
    {
        0 => "no error",
        1 => "1 error",
        _ => string.Create(CultureInfo.InvariantCulture, $"{count} errors"),
    };
}
