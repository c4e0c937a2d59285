using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;
using KernelSplit.Splitting.Maps.Conditions;
using KernelSplit.Splitting.Solving;

namespace KernelSplit.Splitting.Explaining;

/// <summary>A module that another rule would move.</summary>
/// <param name="Before">Where it is.</param>
/// <param name="After">Where it would be, and why.</param>
public sealed record Move(Placement Before, Placement After);

/// <summary>What keeps a module out of a package, and what one more rule would do about it.</summary>
/// <param name="Module">Where it is.</param>
/// <param name="Package">The package that it might be in.</param>
/// <param name="Before">The split as it is.</param>
/// <param name="After">The split with a first rule that names the module; nothing where such a map can't be
/// solved.</param>
/// <param name="Obstacles">Why it can't be solved.</param>
public sealed record WhyNot(
    Placement Module, Package Package, Plan Before, Plan? After, IReadOnlyList<Diagnostic> Obstacles)
{
    /// <summary>Every module that would change its package, sorted by name.</summary>
    public IReadOnlyList<Move> Moves { get; } = After is null
        ? []
        :
        [
            .. Before.Placements.Zip(After.Placements, (before, after) => new Move(before, after))
                .Where(move => move.Before.Package != move.After.Package),
        ];

    /// <summary>The module after the rule.</summary>
    public Placement? Outcome => After?.Placements.Single(placement => placement.Module == Module.Module);

    /// <summary>Whether a rule is enough to put the module there.</summary>
    public bool IsPossible => Outcome?.Package == Package.Name;

    /// <summary>What would come into the package, the module itself first.</summary>
    public IReadOnlyList<Move> Following =>
        [
            .. Moves.Where(move => move.After.Package == Package.Name).OrderBy(move =>
                move.Before.Module != Module.Module),
        ];

    /// <summary>What would move between other packages, or out of this one.</summary>
    public IReadOnlyList<Move> Others => [.. Moves.Where(move => move.After.Package != Package.Name)];

    /// <param name="kernel">The kernel.</param>
    /// <param name="map">The map that splits it.</param>
    /// <param name="package">A package of the map.</param>
    /// <param name="module">With <c>-</c> or <c>_</c>.</param>
    /// <exception cref="InvalidInputException">There is no such package or module, it is built in, or it is there
    /// already.</exception>
    public static WhyNot Of(KernelFacts kernel, PackageMap map, string package, string module)
    {
        var wanted = map.Packages.FirstOrDefault(known => known.Name == package)
            ?? throw new InvalidInputException(
                "--why-not", $"no package \"{package}\" in the map {map.Name}",
                Nearest.Hint(package, [.. map.Packages.Select(known => known.Name)]));
        if (kernel.Tree.FindModule(module) is not { } found)
            throw Unknown(kernel.Tree, module);
        var before = Solver.Solve(kernel, map);
        var placement = before.Placements.Single(placed => placed.Module == found.Name);
        if (placement.Package == package)
            throw new InvalidInputException(
                module, $"is in {package} already", $"\"kernelsplit explain {module}\" says why");
        try
        {
            var after = Solver.Solve(
                kernel,
                map with
                {
                    Rules =
                    [
                        Trial(package, found.Name),
                        .. map.Rules.Select(rule => rule with { Number = rule.Number + 1 }),
                    ],
                });
            return new WhyNot(placement, wanted, before, after, []);
        }
        catch (InvalidInputException e)
        {
            return new WhyNot(placement, wanted, before, null, e.Diagnostics);
        }
    }

    /// <summary>The error for a name that is no module.</summary>
    public static InvalidInputException Unknown(ModuleTree tree, string module) =>
        tree.FindBuiltIn(module) is { } builtIn
        ? new(module, $"{builtIn.Name} is built into the kernel image of {tree.Release}, so no package but the one "
            + "with the image can have it", "To make a module of it, build the kernel with its symbol set to m")
        : new(
            module,
            $"no module of {tree.Release}",
            Nearest.To(module, tree.Modules.Select(known => known.Name)) is { } near ? "Did you mean "
                + $"\"{near}\"?" : null);

    private static Rule Trial(string package, string module) =>
        new(
            1, "--why-not", 0, package, "--why-not asks for it",
            new NameCondition(new PatternList([new ListEntry(module)])));
}
