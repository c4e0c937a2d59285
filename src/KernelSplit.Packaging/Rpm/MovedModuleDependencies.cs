using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Rpm;

/// <summary>
/// Conditional dependencies for modules that moved to another package, so that an update doesn't lose drivers. Package
/// managers install a kernel in addition to the older ones, package by package; a machine that had the module in an
/// older package also gets the package that contains it now.
/// </summary>
/// <remarks>
/// Obsoletes, the usual way to split a package, would remove the modules of older kernels, even the running one's. For
/// the syntax see https://rpm-software-management.github.io/rpm/manual/boolean_dependencies.html.
/// </remarks>
public static class MovedModuleDependencies
{
    /// <returns>The package's requirements for moved modules.</returns>
    internal static IEnumerable<string> Requirements(RpmKernel kernel, string package)
    {
        var reach = kernel.Reach;
        return Moves(kernel)
            .Where(move =>
                Carrier(kernel, move.Move.Then.Package) == package && !reach.Serves(package, move.Move.Now.Package))
            .Select(move =>
                $"({kernel.UnameCapability(move.Move.Now.Package)} = {kernel.UnameVersion} if " +
                $"{kernel.UnameCapability(move.Move.Then.Package)} <= {RpmNaming.Version(move.Earlier)})")
            .Distinct();
    }

    /// <summary>Changelog lines, one for each pair of packages.</summary>
    public static IEnumerable<string> Notes(RpmKernel kernel) => Moves(kernel)
        .GroupBy(move => (move.Earlier, From: move.Move.Then.Package, To: move.Move.Now.Package))
        .Select(moves => $"since {moves.Key.Earlier} moved from {moves.Key.From} to {moves.Key.To}: "
            + $"{string.Join(", ", moves.Select(move => move.Move.Now.Module))}");

    private static IEnumerable<(string Earlier, MovedModule Move)> Moves(RpmKernel kernel) =>
        kernel.Earlier.SelectMany(earlier =>
            MovedModule.Between(earlier, kernel.Plan).Select(move => (earlier.Release, move)));

    /// <summary>The package that an update certainly installs on machines that had this one.</summary>
    private static string Carrier(RpmKernel kernel, string earlier) =>
        kernel.Plan.Packages.Any(package => package.Name == earlier) ? earlier : kernel.Plan.Base.Name;
}
