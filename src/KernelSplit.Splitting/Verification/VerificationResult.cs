using KernelSplit.Foundation;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Splitting.Verification;

/// <summary>Whether a split kernel is fit to ship.</summary>
/// <param name="Contract">How each requirement of the targets is served.</param>
/// <param name="Kernel">The kernel's modules in these packages; null where the packages are no kernel.</param>
/// <param name="Findings">Errors, warnings and notes. A finding that is accepted is a note.</param>
public sealed record VerificationResult(
    IReadOnlyList<RequirementResult> Contract, KernelCheck? Kernel, IReadOnlyList<Diagnostic> Findings)
{
    /// <summary>Of finished packages that are too different from the plan to be looked at as a kernel.</summary>
    public static VerificationResult Of(Plan plan, IReadOnlyList<Diagnostic> packages) => new(
        [], null,
        [
            .. packages.Select(found => new Finding(found.File, found)
                .Waived(plan.Terms.Waivers, DateOnly.FromDateTime(DateTime.Now))),
        ]);

    public bool HasErrors => Findings.HaveErrors();
}
