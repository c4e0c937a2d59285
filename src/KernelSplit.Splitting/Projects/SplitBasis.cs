using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Splitting.Projects;

/// <summary>
/// What a kernel is split by: a map that the user named; else the project, with its map, targets and waivers; else the
/// default map.
/// </summary>
/// <param name="Map">The map.</param>
/// <param name="Project">Null for a map alone.</param>
public sealed record SplitBasis(PackageMap Map, Project? Project)
{
    /// <param name="map">The map as the user named it; null to take the project's.</param>
    /// <param name="projectFile">The project's file; null if there is none.</param>
    /// <param name="data">Where maps and targets are found.</param>
    /// <exception cref="InvalidInputException">There is no such file, or with every mistake in it.</exception>
    public static SplitBasis Find(string? map, string? projectFile, DataDirectories data)
    {
        if (map is not null || projectFile is null)
            return new(PackageMapReader.Find(map, data), null);
        data = data.Beside(Path.GetDirectoryName(Path.GetFullPath(projectFile))!);
        var project = ProjectReader.Read(projectFile, data);
        return new(PackageMapReader.Read(project.PackageMap, data), project);
    }

    /// <summary>
    /// A plan by the map. With a project, it is held to the contracts of the project's targets and accepts what its
    /// waivers name; its map may be shared with kernels that have more, so a rule that matches no module is a warning.
    /// </summary>
    /// <exception cref="InvalidInputException">As <see cref="Solver.Solve(KernelFacts, PackageMap)"/>.</exception>
    public Plan Split(KernelFacts kernel)
    {
        var plan = Solver.Solve(kernel, Map);
        if (Project is null)
            return plan;
        var terms = PlanTerms.Of(Map, Architecture.OfKbuild(kernel.Tree.Architecture), Project.Targets);
        return plan with
        {
            Terms = terms with { Waivers = [.. Project.Waivers, .. Map.Waivers] },
            Warnings = [.. plan.Warnings.Select(warning => warning with { Severity = Severity.Warning })],
        };
    }
}
