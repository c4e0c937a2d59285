using KernelSplit.Modules;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Hardware;

/// <summary>The devices that packages are for, in patterns for the package managers that look at a machine's modaliases.</summary>
public static class PackageHardware
{
    /// <param name="plan">Says which modules a package has.</param>
    /// <param name="tree">The plan's kernel.</param>
    /// <param name="package">The package.</param>
    /// <returns>
    /// Few patterns that match what the package's modules drive, without what the base package and the kernel image
    /// drive. Nothing for the base package.
    /// </returns>
    public static IReadOnlyList<string> Of(Plan plan, ModuleTree tree, string package) => package == plan.Base.Name
        ? []
        : PatternSet.Condense(
            AliasesIn(plan, tree, package),
            AliasesIn(plan, tree, plan.Base.Name).Concat(tree.BuiltIns.SelectMany(builtIn => builtIn.Aliases)));

    private static IEnumerable<string> AliasesIn(Plan plan, ModuleTree tree, string package) =>
        plan.In(package).SelectMany(placement => tree.FindModule(placement.Module)?.ModInfo.Aliases ?? []);
}
