using KernelSplit.Modules;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Hardware;

/// <summary>
/// The devices that packages are for, as patterns for package managers that evaluate a machine's modaliases: as few as
/// possible, without devices that the base package or the kernel image drives.
/// </summary>
public static class PackageHardware
{
    /// <param name="plan">The placement of the modules.</param>
    /// <param name="tree">The kernel's modules.</param>
    /// <param name="package">The package.</param>
    /// <returns>The patterns of all its modules; empty for the base package.</returns>
    public static IReadOnlyList<string> Of(Plan plan, ModuleTree tree, string package) => package == plan.Base.Name
        ? []
        : PatternSet.Condense(
            ModulesIn(plan, tree, package).SelectMany(module => module.ModInfo.Aliases), CoreDevicesOf(plan, tree));

    /// <inheritdoc cref="Of"/>
    /// <returns>The patterns of each module that has any, sorted by module.</returns>
    public static IReadOnlyList<(string Module, IReadOnlyList<string> Patterns)> ByModule(
        Plan plan, ModuleTree tree, string package)
    {
        if (package == plan.Base.Name)
            return [];
        var coreDevices = CoreDevicesOf(plan, tree);
        return [.. ModulesIn(plan, tree, package)
            .OrderBy(module => module.Name, StringComparer.Ordinal)
            .Select(module => (module.Name, PatternSet.Condense(module.ModInfo.Aliases, coreDevices)))
            .Where(module => module.Item2.Count > 0)];
    }

    private static CoreDevices CoreDevicesOf(Plan plan, ModuleTree tree) => new(ModulesIn(plan, tree, plan.Base.Name)
        .SelectMany(module => module.ModInfo.Aliases)
        .Concat(tree.BuiltIns.SelectMany(builtIn => builtIn.Aliases)));

    private static IEnumerable<KernelModule> ModulesIn(Plan plan, ModuleTree tree, string package) =>
        plan.In(package).Select(placement => tree.FindModule(placement.Module)).OfType<KernelModule>();
}
