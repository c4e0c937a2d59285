using System.Numerics;
using System.Runtime.CompilerServices;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Splitting.Solving;

/// <summary>
/// The packages in which modules can still be placed while one after the other is. A placement is made only where all
/// other modules can still be placed, so none has ever to be taken back.
/// </summary>
internal sealed class CandidatePackages(NumberedModules modules, PackageReach reach, string map)
{
    private const int MostTries = 10_000;

    private readonly CandidateSets _sets = new(modules, reach);
    private string _question = "";
    private int _tries;

    public ulong Of(int module) => _sets[module];

    /// <summary>Whether modules can be in a package together.</summary>
    public bool Admits(IReadOnlyList<int> together, string package)
    {
        var admitted = Try(together, package);
        _sets.Undo(0);
        return admitted;
    }

    /// <summary>Places modules in a package, or changes nothing.</summary>
    public bool TryPlace(IReadOnlyList<int> together, string package)
    {
        var admitted = Try(together, package);
        if (admitted)
            _sets.Keep();
        else
            _sets.Undo(0);
        return admitted;
    }

    private bool Try(IReadOnlyList<int> together, string package)
    {
        (_question, _tries) = ($"whether {modules.Names[together[0]]} can be in {package}", 0);
        return _sets.Narrow(together, reach.Only(package)) && CanPlaceRest();
    }

    /// <summary>
    /// Where each set has a lowest package, those together are a placement; also where each has a highest. Both can be
    /// missing only in a map in which packages have several highest requirements in common, or none; then a search
    /// looks for a placement. What isn't tied to a module that changed can still be placed as before.
    /// </summary>
    private bool CanPlaceRest() =>
        _sets.WithoutLowest == 0
        || Families(_sets.Changed.SelectMany(Around).ToHashSet(), _ => true).All(CanPlace);

    private bool CanPlace(IReadOnlyCollection<int> family)
    {
        if (family.All(module => reach.HasLowest(_sets[module]))
            || family.All(module => reach.HasHighest(_sets[module])))
            return true;
        var next = family.Where(module => !reach.HasLowest(_sets[module]))
            .MinBy(module => BitOperations.PopCount(_sets[module]));
        return reach.LowestFirst(_sets[next]).Any(package => CanPlace(family, next, package));
    }

    private bool CanPlace(IReadOnlyCollection<int> family, int module, string package)
    {
        if (++_tries > MostTries || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new InvalidInputException([Diagnostic.Error(
                DiagnosticKind.NoPlace,
                map,
                $"{_question} isn't known after {_tries} tries",
                "Give packages that require several packages in common one package to require instead")]);
        }

        var mark = _sets.Mark;
        var can = _sets.Narrow([module], reach.Only(package))
            && Families(family, family.ToHashSet().Contains).All(CanPlace);
        _sets.Undo(mark);
        return can;
    }

    /// <summary>Undecided modules that are tied to each other by undecided ones alone.</summary>
    private IEnumerable<IReadOnlyCollection<int>> Families(
        IReadOnlyCollection<int> from, Func<int, bool> isInside)
    {
        var seen = new HashSet<int>();
        foreach (var start in from.Where(IsNew))
        {
            var family = new List<int> { start };
            for (var next = 0; next < family.Count; next++)
                family.AddRange(Around(family[next]).Where(isInside).Where(IsNew));
            yield return family;
        }

        bool IsNew(int module) => BitOperations.PopCount(_sets[module]) > 1 && seen.Add(module);
    }

    private IEnumerable<int> Around(int module) => modules.Needs[module].Concat(modules.Users[module]);
}
