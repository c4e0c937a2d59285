using KernelSplit.Splitting.Solving;

namespace KernelSplit.Packaging.Rpm;

/// <summary>
/// Keeps a machine's drivers when a module changes its package. Package managers install a kernel beside the older ones,
/// package by package; a machine whose older package had the module gets the module's new package along.
/// </summary>
/// <remarks>
/// Obsoletes, the usual way to split a package, would remove the older kernel's modules, the running ones among them.
/// https://rpm-software-management.github.io/rpm/manual/boolean_dependencies.html has the condition's words.
/// </remarks>
public static class MoveHealing
{
    /// <returns>What the package has to require.</returns>
    internal static IEnumerable<string> Requirements(RpmKernel kernel, string package)
    {
        var reach = kernel.Reach;
        return Moves(kernel)
            .Where(move => Carrier(kernel, move.Move.Then.Package) == package && !reach.Serves(package, move.Move.Now.Package))
            .Select(move =>
                $"({kernel.UnameCapability(move.Move.Now.Package)} = {kernel.UnameVersion} if " +
                $"{kernel.UnameCapability(move.Move.Then.Package)} <= {RpmNaming.Version(move.Earlier)})")
            .Distinct();
    }

    /// <summary>For the packages' changelog, a line for each pair of packages.</summary>
    public static IEnumerable<string> Notes(RpmKernel kernel) => Moves(kernel)
        .GroupBy(move => (move.Earlier, From: move.Move.Then.Package, To: move.Move.Now.Package))
        .Select(moves => $"since {moves.Key.Earlier} moved from {moves.Key.From} to {moves.Key.To}: {string.Join(", ", moves.Select(move => move.Move.Now.Module))}");

    private static IEnumerable<(string Earlier, MovedModule Move)> Moves(RpmKernel kernel) =>
        kernel.Earlier.SelectMany(earlier => MovedModule.Between(earlier, kernel.Plan).Select(move => (earlier.Release, move)));

    /// <summary>The package that an update surely brings to machines that had this one.</summary>
    private static string Carrier(RpmKernel kernel, string earlier) =>
        kernel.Plan.Packages.Any(package => package.Name == earlier) ? earlier : kernel.Plan.Base.Name;
}
