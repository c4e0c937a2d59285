using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Splitting.Verification;

/// <summary>Applies waivers, a map's and a project's alike, to the findings of all checks.</summary>
public static class Waivers
{
    private static readonly DiagnosticKind[] OfComparisons =
        [DiagnosticKind.Growth, DiagnosticKind.Move, DiagnosticKind.Unmatched];

    private static readonly DiagnosticKind[] OfGuests =
        [DiagnosticKind.DeadDevice, DiagnosticKind.GuestCheck, DiagnosticKind.KernelLog];

    /// <param name="waivers">What is accepted.</param>
    /// <param name="findings">Of all checks.</param>
    /// <param name="areCompared">Whether there was an earlier release to compare with.</param>
    /// <param name="today">Decides which waivers count.</param>
    /// <returns>The findings, and a warning for each waiver of a check that was made and found nothing.</returns>
    public static IReadOnlyList<Diagnostic> Apply(
        IReadOnlyList<Waiver> waivers, IReadOnlyList<Finding> findings, bool areCompared, DateOnly today) =>
    [
        .. findings.Select(finding => finding.Waived(waivers, today)),
        .. waivers.Where(waiver => WasMade(waiver, areCompared))
            .Where(waiver => !findings.Any(finding => waiver.Check == finding.Check && waiver.IsAbout(finding.About)))
            .Select(waiver => Diagnostic.Warning(
                DiagnosticKind.NeedlessWaiver, waiver.File,
                $"needless waiver: check \"{waiver.Check}\" finds nothing about {waiver.About}", "Remove it",
                waiver.Line)),
    ];

    /// <summary>Only a comparison of kernels finds lost devices, and only a guest finds what doesn't work.</summary>
    private static bool WasMade(Waiver waiver, bool areCompared) =>
        waiver.Check != DiagnosticKind.Lost.Name
        && !OfGuests.Any(kind => kind.Name == waiver.Check)
        && (areCompared || !OfComparisons.Any(kind => kind.Name == waiver.Check));
}
