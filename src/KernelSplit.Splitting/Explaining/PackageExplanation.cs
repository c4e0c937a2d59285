using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Splitting.Explaining;

/// <summary>Modules of a package that are there for the same reason.</summary>
/// <param name="Kind">Which way led there.</param>
/// <param name="Rule">The rule's place, where a rule put them there.</param>
/// <param name="Because">That rule's sentence.</param>
/// <param name="Modules">The heaviest first.</param>
public sealed record Share(ReasonKind Kind, string? Rule, string? Because, IReadOnlyList<Placement> Modules)
{
    /// <summary>Bytes of the modules' files.</summary>
    public long Size => Modules.Sum(module => module.Size);
}

/// <summary>What a package holds, by reason.</summary>
/// <param name="Package">The package.</param>
/// <param name="Modules">All of it, the heaviest first.</param>
/// <param name="Shares">Those that rules put there in the order of their weight, then those that others
/// brought.</param>
public sealed record PackageExplanation(Package Package, IReadOnlyList<Placement> Modules, IReadOnlyList<Share> Shares)
{
    /// <summary>Bytes of the modules' files.</summary>
    public long Size => Modules.Sum(module => module.Size);

    public static PackageExplanation Of(Plan plan, Package package)
    {
        List<Placement> modules =
        [
            .. plan.In(package.Name).OrderByDescending(module => module.Size).ThenBy(
                module => module.Module, StringComparer.Ordinal),
        ];
        return new PackageExplanation(package, modules,
        [
            .. modules
                .GroupBy(module =>
                    (module.Reason.Kind, Rule: module.Reason.Kind == ReasonKind.Rule ? module.Reason.Rule : null))
                .Select(group =>
                    new Share(
                        group.Key.Kind, group.Key.Rule, group.Key.Rule is null ? null : group.First().Reason.Because,
                        [.. group]))
                .OrderBy(share => share.Kind).ThenByDescending(share => share.Size).ThenBy(
                    share => share.Rule, StringComparer.Ordinal),
        ]);
    }
}
