using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Splitting.Projects;

/// <summary>
/// What a kernel is split by: a map that the user named; a project that they named, with its map, targets and waivers;
/// else the map of the default project, since what that one waives is about the kernel that it builds; else the default
/// map.
/// </summary>
/// <param name="Map">The map.</param>
/// <param name="Project">Null for a map alone.</param>
public sealed record SplitBasis(PackageMap Map, Project? Project)
{
    /// <param name="map">The map as the user named it; null to take a project's.</param>
    /// <param name="projectFile">The project as the user named it; null for the default one.</param>
    /// <param name="data">Where maps and targets are found.</param>
    /// <exception cref="InvalidInputException">There is no such file, or with every mistake in it.</exception>
    public static SplitBasis Find(string? map, string? projectFile, DataDirectories data)
    {
        if (map is not null || (projectFile ?? DefaultProject.Find()) is not { } file)
            return new(PackageMapReader.Find(map, data), null);
        data = data.Beside(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var project = ProjectReader.Read(file, data);
        return new(PackageMapReader.Read(project.PackageMap, data), projectFile is null ? null : project);
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
