using KernelSplit.Foundation;
using KernelSplit.Kconfig.Merging;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Splitting.Verification;

/// <summary>All findings about a plan before it is shipped.</summary>
/// <param name="Contract">How each requirement of the map's targets is served.</param>
/// <param name="Kernel">The check of the kernel's modules in these packages.</param>
/// <param name="Findings">Errors, warnings and notes.</param>
public sealed record PlanReview(
    IReadOnlyList<RequirementResult> Contract, KernelCheck Kernel, IReadOnlyList<Diagnostic> Findings)
{
    public bool HasErrors => Findings.HaveErrors();

    public static PlanReview Of(
        Plan plan, KernelFacts kernel, KernelConfig? config, PackageMap map, Plan? earlier, bool mustMatchRule)
    {
        var contract = new ContractCheck(plan, kernel.Tree, config).Answers(map).ToList();
        var checks = new PlanCheck(map, plan, contract, earlier, mustMatchRule).Run(
            DateOnly.FromDateTime(DateTime.Now));
        var kernelCheck = new KernelCheck(plan, kernel);
        return new PlanReview(
            contract, kernelCheck, [.. kernel.Tree.Diagnostics, .. plan.Warnings, .. checks, .. kernelCheck.Run()]);
    }
}
