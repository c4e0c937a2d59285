using KernelSplit.Splitting.Targets;

namespace KernelSplit.Splitting.Maps;

/// <summary>The packages, how they depend on each other, and the rules that fill them.</summary>
/// <param name="Name">The map's name.</param>
/// <param name="Packages">Each after those that it requires.</param>
/// <param name="Rules">In the order in which they are tried.</param>
public sealed record PackageMap(string Name, IReadOnlyList<Package> Packages, IReadOnlyList<Rule> Rules)
{
    /// <summary>How large packages may get.</summary>
    public IReadOnlyList<Budget> Budgets { get; init; } = [];

    /// <summary>Findings that are accepted.</summary>
    public IReadOnlyList<Waiver> Waivers { get; init; } = [];

    /// <summary>Devices that no later release may lose.</summary>
    public IReadOnlyList<NeverLose> NeverLose { get; init; } = [];

    /// <summary>Whether a rule tests something that only the kernel's source shows.</summary>
    public bool NeedsSource => Rules.Any(rule => rule.When.NeedsSource);

    /// <summary>The targets that rules name, each with the package that the first such rule fills.</summary>
    public IReadOnlyList<(Target Target, string Package)> TargetPackages =>
    [
        .. Rules.SelectMany(rule => rule.When.Targets, (rule, target) => (Target: target, Package: rule.To))
            .DistinctBy(pair => pair.Target.Name),
    ];

    /// <summary>The package with the kernel image: the first that requires no other.</summary>
    public Package Base => Packages.First(package => package.Requires.Count == 0);

    public Package Default => Packages.Single(package => package.IsDefault);
}
