using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Splitting.Machines;

/// <summary>A kernel and the packages that its modules are in.</summary>
/// <param name="Tree">The kernel.</param>
/// <param name="Base">The package with the kernel image, which every machine needs.</param>
/// <param name="PackageOf">Every module's package.</param>
public sealed record PackagedKernel(ModuleTree Tree, string Base, IReadOnlyDictionary<string, string> PackageOf)
{
    /// <param name="tree">The kernel.</param>
    /// <param name="plan">Its split.</param>
    /// <param name="fullName">The full name of a package by its short name in the map.</param>
    /// <param name="planFile">The plan's name in an error.</param>
    /// <exception cref="InvalidInputException">The plan is another kernel's.</exception>
    public static PackagedKernel Planned(ModuleTree tree, Plan plan, Func<string, string> fullName, string planFile)
    {
        var packageOf = plan.Placements.ToDictionary(p => p.Module, p => fullName(p.Package), StringComparer.Ordinal);
        if (plan.Release != tree.Release)
            throw new InvalidInputException(planFile, $"a plan for {plan.Release}, the kernel is {tree.Release}");
        if (tree.Modules.FirstOrDefault(module => !packageOf.ContainsKey(module.Name)) is { } unplaced)
            throw new InvalidInputException(planFile, $"doesn't place {unplaced.Name} of {tree.Source}");
        return new PackagedKernel(tree, fullName(plan.Base.Name), packageOf);
    }

    /// <param name="tree">The kernel that the packages hold.</param>
    /// <param name="packages">Several, with their contents.</param>
    /// <exception cref="InvalidInputException">
    /// A module is in several packages, or none has the kernel image.
    /// </exception>
    public static PackagedKernel Prebuilt(ModuleTree tree, IReadOnlyList<KernelPackage> packages)
    {
        if (packages is [var only])
            return new PackagedKernel(
                tree, only.Name,
                tree.Modules.ToDictionary(module => module.Name, _ => only.Name, StringComparer.Ordinal));
        var packageOf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (package, module) in packages.SelectMany(
            package => package.Modules, (package, module) => (package, module)))
        {
            if (!packageOf.TryAdd(module, package.Name))
                throw new InvalidInputException(
                    package.File, $"{module} is in both {packageOf[module]} and {package.Name}");
        }
        if (tree.Modules.FirstOrDefault(module => !packageOf.ContainsKey(module.Name)) is { } unlisted)
            throw new InvalidInputException(tree.Source, $"no package lists {unlisted.Name} among its files");
        return packages.FirstOrDefault(package => package.HasBuiltIns) is { } withImage
            ? new PackagedKernel(tree, withImage.Name, packageOf)
            : throw new InvalidInputException(
                tree.Source, "no package lists what is built into the kernel (modules.builtin)",
                "Add the package that does");
    }
}
