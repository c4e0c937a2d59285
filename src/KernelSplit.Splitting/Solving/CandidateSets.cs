using KernelSplit.Splitting.Maps;

namespace KernelSplit.Splitting.Solving;

/// <summary>
/// For each module the packages that it can still be in: each reaches a candidate of all that the module needs, and is
/// reached by a candidate of all that need it.
/// </summary>
internal sealed class CandidateSets
{
    private readonly NumberedModules _modules;
    private readonly PackageReach _reach;
    private readonly ulong[] _sets;
    private readonly List<(int Module, ulong Before)> _changes = [];
    private readonly Queue<int> _open = new();

    public CandidateSets(NumberedModules modules, PackageReach reach)
    {
        (_modules, _reach) = (modules, reach);
        _sets = new ulong[modules.Count];
        Array.Fill(_sets, reach.All);
        WithoutLowest = reach.HasLowest(reach.All) ? 0 : modules.Count;
    }

    public ulong this[int module] => _sets[module];

    /// <summary>The modules with a set in which no package is required by all others.</summary>
    public int WithoutLowest { get; private set; }

    /// <summary>The modules that changed since the last <see cref="Keep"/>; some more than once.</summary>
    public IEnumerable<int> Changed => _changes.Select(change => change.Module);

    /// <summary>What <see cref="Undo"/> takes.</summary>
    public int Mark => _changes.Count;

    /// <summary>Leaves modules only some packages, and their neighbours what these allow.</summary>
    /// <returns>False when that leaves a module none; <see cref="Undo"/> must be next.</returns>
    public bool Narrow(IReadOnlyList<int> modules, ulong packages)
    {
        if (!NarrowEach(modules, packages))
            return false;
        while (_open.TryDequeue(out var module))
        {
            if (!NarrowEach(_modules.Users[module], _reach.ToAny(_sets[module]))
                || !NarrowEach(_modules.Needs[module], _reach.FromAny(_sets[module])))
                return false;
        }

        return true;
    }

    /// <summary>Takes back what changed after a <see cref="Mark"/>.</summary>
    public void Undo(int mark)
    {
        _open.Clear();
        for (var last = _changes.Count - 1; last >= mark; last--)
            Set(_changes[last].Module, _changes[last].Before);
        _changes.RemoveRange(mark, _changes.Count - mark);
    }

    /// <summary>What changed stays.</summary>
    public void Keep() => _changes.Clear();

    private bool NarrowEach(IReadOnlyList<int> modules, ulong packages)
    {
        foreach (var module in modules)
        {
            var (before, after) = (_sets[module], _sets[module] & packages);
            if (after == before)
                continue;
            _changes.Add((module, before));
            Set(module, after);
            _open.Enqueue(module);
            if (after == 0)
                return false;
        }

        return true;
    }

    private void Set(int module, ulong packages)
    {
        WithoutLowest += (_reach.HasLowest(_sets[module]) ? 1 : 0) - (_reach.HasLowest(packages) ? 1 : 0);
        _sets[module] = packages;
    }
}
