using System.Globalization;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Splitting.Solving;

/// <summary>
/// What holds of every plan, in a plan.json as in a snapshot. These files come from anywhere, and what they say ends up
/// in specs, scripts and paths.
/// </summary>
public static class PlanRules
{
    private const long LargestModule = 1L << 40;

    /// <param name="plan">Without nulls.</param>
    /// <param name="hasMap">Whether it names a package map.</param>
    /// <returns>What is wrong, with its place in the JSON.</returns>
    public static IEnumerable<string> Problems(Plan plan, bool hasMap)
    {
        if (!PackageName.IsKernelRelease(plan.Release))
            yield return $"\"release\" is no kernel's release: \"{plan.Release}\"";
        if (hasMap && !PackageName.IsValid(plan.Map))
            yield return $"\"map\" is no name: \"{plan.Map}\". {PackageName.Hint}";
        var packages = new HashSet<string>(StringComparer.Ordinal);
        foreach (var problem in Packages(plan.Packages, packages).Concat(Modules(plan.Placements, packages)))
            yield return problem;
    }

    private static IEnumerable<string> Packages(IReadOnlyList<Package> all, HashSet<string> known)
    {
        if (all.Count is 0 or > PackageReach.MostPackages)
            yield return $"\"packages\" has {Count(all.Count)}: 1 to {Count(PackageReach.MostPackages)} are possible";
        foreach (var (package, number) in all.Select((package, number) => (package, number)))
        {
            var at = $"packages[{Count(number)}]";
            if (!PackageName.IsValid(package.Name))
                yield return $"{at}.name is no package's name: \"{package.Name}\". {PackageName.Hint}";
            // So there is no cycle either.
            foreach (var required in package.Requires.Where(required => !known.Contains(required)))
                yield return $"{at}.requires: \"{required}\" is none of the packages before it";
            if (!known.Add(package.Name))
                yield return $"{at}: package \"{package.Name}\" is defined twice";
        }
    }

    private static IEnumerable<string> Modules(IReadOnlyList<Placement> all, HashSet<string> packages)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (placed, number) in all.Select((placed, number) => (placed, number)))
        {
            var at = $"modules[{Count(number)}]";
            if (!IsPath(placed.Path))
                yield return $"{at}.path is no module's path below lib/modules/RELEASE: \"{placed.Path}\"";
            else if (placed.Module != ModulePath.NameOf(placed.Path))
                yield return $"{at}: \"{placed.Path}\" is not the file of a module \"{placed.Module}\"";
            if (!packages.Contains(placed.Package))
                yield return $"{at}: no package \"{placed.Package}\"";
            if (placed.Size is < 0 or > LargestModule)
                yield return $"{at}.size can't be {Count(placed.Size)}";
            if (!known.Add(placed.Module))
                yield return $"{at}: module \"{placed.Module}\" is placed twice";
        }
    }

    private static bool IsPath(string path) =>
        ModulePath.IsModule(path)
        && ModulePath.NameOf(path).Length > 0
        && !path.Any(char.IsControl)
        && path.Split('/').All(part => part is not ("" or "." or ".."));

    private static string Count(long number) => number.ToString(CultureInfo.InvariantCulture);
}
