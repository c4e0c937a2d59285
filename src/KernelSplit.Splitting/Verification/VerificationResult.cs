using KernelSplit.Foundation;

namespace KernelSplit.Splitting.Verification;

/// <summary>Whether a split kernel is fit to ship.</summary>
/// <param name="Contract">How each requirement of the targets is served.</param>
/// <param name="Kernel">The kernel's modules in these packages.</param>
/// <param name="Findings">Errors, warnings and notes. A finding that is accepted is a note.</param>
public sealed record VerificationResult(
    IReadOnlyList<RequirementResult> Contract, KernelCheck Kernel, IReadOnlyList<Diagnostic> Findings)
{
    public bool HasErrors => Findings.HaveErrors();
}
