using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Targets;

namespace KernelSplit.Splitting.Solving;

/// <summary>
/// What a split kernel is held to. A plan carries it, so that finished packages can be verified with nothing else at
/// hand.
/// </summary>
/// <param name="Contract">The devices and modules that targets require.</param>
/// <param name="Budgets">How large packages may get.</param>
/// <param name="Waivers">Findings that are accepted.</param>
/// <param name="NeverLose">Devices that no later release may lose.</param>
public sealed record PlanTerms(
    IReadOnlyList<PlannedRequirement> Contract, IReadOnlyList<Budget> Budgets, IReadOnlyList<Waiver> Waivers,
    IReadOnlyList<NeverLose> NeverLose)
{
    public static readonly PlanTerms None = new([], [], [], []);

    /// <summary>
    /// The map's limits, and the contracts of the targets that its rules name: each for the package that the first such
    /// rule sends the drivers to.
    /// </summary>
    /// <param name="map">The map.</param>
    /// <param name="architecture">The kernel's; null where it is unknown, which no target is for.</param>
    public static PlanTerms Of(PackageMap map, Architecture? architecture) =>
        Of(map, architecture, [.. map.TargetPackages.Select(pair => pair.Target)]);

    /// <summary>The same for some targets; one that no rule names is required of the base package.</summary>
    public static PlanTerms Of(PackageMap map, Architecture? architecture, IReadOnlyList<Target> targets)
    {
        var packages = map.TargetPackages
            .ToDictionary(pair => pair.Target.Name, pair => pair.Package, StringComparer.Ordinal);
        var contract = architecture is null ? [] : targets.SelectMany(
            target => target.Contract(architecture),
            (target, requirement) => new PlannedRequirement(
                requirement, packages.GetValueOrDefault(target.Name, map.Base.Name)));
        return new([.. contract], map.Budgets, map.Waivers, map.NeverLose);
    }

    /// <summary>
    /// With the limits of a map as it is now, and what it now requires of the targets that these terms are about.
    /// </summary>
    public PlanTerms UpdatedBy(PackageMap map, Architecture? architecture)
    {
        var now = Of(map, architecture);
        var known = now.Contract.Select(required => required.Requirement.Target).ToHashSet(StringComparer.Ordinal);
        var wanted = Contract.Select(required => required.Requirement.Target).ToHashSet(StringComparer.Ordinal);
        return now with
        {
            Contract =
            [
                .. Contract.Where(required => !known.Contains(required.Requirement.Target)),
                .. now.Contract.Where(required => wanted.Contains(required.Requirement.Target)),
            ],
            Waivers = [.. Waivers.Union(now.Waivers)],
        };
    }
}

/// <summary>A requirement, and the package that must serve it.</summary>
/// <param name="Requirement">The device or module.</param>
/// <param name="Package">The package's short name.</param>
public sealed record PlannedRequirement(Requirement Requirement, string Package);
