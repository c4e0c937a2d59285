using KernelSplit.Modules;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Hardware;

/// <summary>
/// The devices that packages are for, in patterns for the package managers that look at a machine's modaliases: few that
/// match what a package's modules drive, without what the base package and the kernel image drive.
/// </summary>
public static class PackageHardware
{
    /// <param name="plan">Says which modules a package has.</param>
    /// <param name="tree">The plan's kernel.</param>
    /// <param name="package">The package.</param>
    /// <returns>The patterns of all its modules; nothing for the base package.</returns>
    public static IReadOnlyList<string> Of(Plan plan, ModuleTree tree, string package) => package == plan.Base.Name
        ? []
        : PatternSet.Condense(ModulesIn(plan, tree, package).SelectMany(module => module.ModInfo.Aliases), ServedBy(plan, tree));

    /// <inheritdoc cref="Of"/>
    /// <returns>Each module's patterns, sorted by its name; without those that have none.</returns>
    public static IReadOnlyList<(string Module, IReadOnlyList<string> Patterns)> ByModule(Plan plan, ModuleTree tree, string package)
    {
        if (package == plan.Base.Name)
            return [];
        var served = ServedBy(plan, tree);
        return [.. ModulesIn(plan, tree, package)
            .OrderBy(module => module.Name, StringComparer.Ordinal)
            .Select(module => (module.Name, PatternSet.Condense(module.ModInfo.Aliases, served)))
            .Where(module => module.Item2.Count > 0)];
    }

    private static ServedDevices ServedBy(Plan plan, ModuleTree tree) => new(ModulesIn(plan, tree, plan.Base.Name)
        .SelectMany(module => module.ModInfo.Aliases)
        .Concat(tree.BuiltIns.SelectMany(builtIn => builtIn.Aliases)));

    private static IEnumerable<KernelModule> ModulesIn(Plan plan, ModuleTree tree, string package) =>
        plan.In(package).Select(placement => tree.FindModule(placement.Module)).OfType<KernelModule>();
}
