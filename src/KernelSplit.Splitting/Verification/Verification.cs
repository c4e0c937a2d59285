using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Splitting.Verification;

/// <summary>
/// Answers whether a kernel, split by a plan, is fit to ship: every command that says so asks here. All that is not
/// about the kernel or the comparison with an earlier release is in the plan.
/// </summary>
/// <param name="plan">The split, and what it is held to.</param>
/// <param name="kernel">The kernel as it is now.</param>
public sealed class Verification(Plan plan, KernelFacts kernel)
{
    /// <summary>The plan of an earlier release, to compare with.</summary>
    public Plan? Earlier { get; init; }

    /// <summary>Whether a new module that no rule matches is an error.</summary>
    public bool RequiresRules { get; init; }

    /// <summary>What the map gives by now, where that is asked.</summary>
    public Plan? Solved { get; init; }

    /// <summary>What the checks of finished packages found.</summary>
    public IReadOnlyList<Diagnostic> Packages { get; init; } = [];

    /// <summary>Decides which waivers count.</summary>
    public DateOnly Today { get; init; } = DateOnly.FromDateTime(DateTime.Now);

    /// <exception cref="InvalidInputException">The plan is for another release.</exception>
    public VerificationResult Run()
    {
        var kernelCheck = new KernelCheck(plan, kernel);
        var dependencies = new DependencyCheck(kernel);
        var contract = new ContractCheck(plan, kernel, dependencies.Unloadable()).Answers().ToList();
        var findings = new List<Finding>();
        findings.AddRange(Packages.Select(Of));
        findings.AddRange(new PlanFitCheck(plan, kernel).Run().Select(Of));
        // What is missing is told by name below.
        findings.AddRange(kernel.Tree.Diagnostics.Where(found => found.Kind != DiagnosticKind.Dependency).Select(Of));
        findings.AddRange(dependencies.Findings);
        findings.AddRange((Solved ?? plan).Warnings.Select(Of));
        findings.AddRange(contract.Select(ContractCheck.Finding).OfType<Finding>());
        findings.AddRange(new PlanCheck(plan, Earlier, RequiresRules).Run());
        findings.AddRange(kernelCheck.Run());
        if (Solved is not null)
            findings.AddRange(PlanDrift.Between(plan, Solved).Select(Of));
        return new VerificationResult(
            contract, kernelCheck, Waivers.Apply(plan.Terms.Waivers, findings, Earlier is not null, Today));
    }

    private static Finding Of(Diagnostic diagnostic) => new(diagnostic.File, diagnostic);
}
