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
    private readonly int[] _seen = new int[modules.Count];
    private string _question = "";
    private int _visit;
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
        || Families(_sets.Changed.Concat(_sets.Changed.SelectMany(Around))).TrueForAll(CanPlace);

    private bool CanPlace(List<int> family)
    {
        var (lowest, highest, next) = (true, true, -1);
        foreach (var module in family)
        {
            highest &= reach.HasHighest(_sets[module]);
            if (reach.HasLowest(_sets[module]))
                continue;
            lowest = false;
            if (next < 0 || BitOperations.PopCount(_sets[module]) < BitOperations.PopCount(_sets[next]))
                next = module;
        }

        return lowest || highest || reach.LowestFirst(_sets[next]).Any(package => CanPlace(family, next, package));
    }

    private bool CanPlace(List<int> family, int module, string package)
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
        var can = _sets.Narrow([module], reach.Only(package)) && Families(family).TrueForAll(CanPlace);
        _sets.Undo(mark);
        return can;
    }

    /// <summary>Undecided modules that are tied to each other by undecided ones alone.</summary>
    private List<List<int>> Families(IEnumerable<int> from)
    {
        _visit++;
        var families = new List<List<int>>();
        foreach (var start in from)
        {
            var family = new List<int>();
            Add(family, [start]);
            for (var next = 0; next < family.Count; next++)
            {
                Add(family, modules.Needs[family[next]]);
                Add(family, modules.Users[family[next]]);
            }

            if (family.Count > 0)
                families.Add(family);
        }

        return families;
    }

    private void Add(List<int> family, ReadOnlySpan<int> found)
    {
        foreach (var module in found)
        {
            if (_seen[module] == _visit || BitOperations.IsPow2(_sets[module]))
                continue;
            _seen[module] = _visit;
            family.Add(module);
        }
    }

    private IEnumerable<int> Around(int module) => modules.Needs[module].Concat(modules.Users[module]);
}
