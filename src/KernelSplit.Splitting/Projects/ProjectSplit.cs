using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Splitting.Projects;

/// <summary>Splits the kernel of a project.</summary>
public static class ProjectSplit
{
    /// <summary>
    /// A plan by the project's map that is held to the contracts of the project's targets and accepts what its waivers
    /// name. The map may be shared with kernels that have more: a rule that matches no module is a warning.
    /// </summary>
    /// <exception cref="InvalidInputException">As <see cref="Solver.Solve(KernelFacts, PackageMap)"/>.</exception>
    public static Plan Of(Project project, PackageMap map, KernelFacts kernel)
    {
        var plan = Solver.Solve(kernel, map);
        var terms = PlanTerms.Of(map, project.Architecture, project.Targets);
        return plan with
        {
            Terms = terms with { Waivers = [.. project.Waivers, .. map.Waivers] },
            Warnings = [.. plan.Warnings.Select(warning => warning with { Severity = Severity.Warning })],
        };
    }
}
