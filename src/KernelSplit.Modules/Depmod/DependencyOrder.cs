using KernelSplit.Foundation;

namespace KernelSplit.Modules.Depmod;

/// <summary>
/// All modules that each module needs, in depmod's order: users before what they use, by one topological sort of the
/// whole tree (tools/depmod.c, depmod_calculate_dependencies). modprobe loads them from last to first.
/// </summary>
internal sealed class DependencyOrder
{
    private readonly int[][] _direct;
    private readonly int[] _sorted;
    private readonly int[][] _closures;

    /// <exception cref="InvalidInputException">
    /// There are dependency cycles: depmod writes nothing for such a tree.
    /// </exception>
    public DependencyOrder(KernelModule[] modules, SymbolOwners owners, string source)
    {
        _direct = FindDirect(modules, owners);
        _sorted = Sort();
        if (_sorted.Length < modules.Length)
            ThrowOnCycles(modules, source);
        _closures = FindClosures();
    }

    /// <param name="module">The index of a module.</param>
    /// <returns>Indexes of modules, without itself.</returns>
    public ReadOnlySpan<int> Needs(int module) => _closures[module];

    /// <summary>In symbol table order, by the first symbol of each.</summary>
    private static int[][] FindDirect(KernelModule[] modules, SymbolOwners owners)
    {
        var direct = new int[modules.Length][];
        Workers.Run(modules.Length, user =>
        {
            var found = new List<int>();
            foreach (var import in modules[user].Imports)
            {
                if (owners.TryFind(import, out var owner) && !found.Contains(owner))
                    found.Add(owner);
            }
            direct[user] = [.. found];
        });
        return direct;
    }

    /// <summary>Without modules in cycles, and modules that only those need.</summary>
    private int[] Sort()
    {
        var users = new int[_direct.Length];
        foreach (var needed in _direct)
        {
            foreach (var module in needed)
                users[module]++;
        }
        var unused = new Stack<int>();
        for (var i = 0; i < users.Length; i++)
        {
            if (users[i] == 0)
                unused.Push(i);
        }
        var sorted = new List<int>(users.Length);
        while (unused.TryPop(out var module))
        {
            sorted.Add(module);
            foreach (var needed in _direct[module])
            {
                if (--users[needed] == 0)
                    unused.Push(needed);
            }
        }
        return [.. sorted];
    }

    private int[][] FindClosures()
    {
        var places = new int[_sorted.Length];
        for (var i = 0; i < _sorted.Length; i++)
            places[_sorted[i]] = i;
        var closures = new int[_sorted.Length][];
        var lastUser = new int[_sorted.Length];
        Array.Fill(lastUser, -1);
        var found = new List<int>();
        // Modules come after their users, so their closures are computed first.
        foreach (var user in _sorted.Reverse())
        {
            found.Clear();
            foreach (var needed in _direct[user])
            {
                Add(needed);
                foreach (var further in closures[needed])
                    Add(further);
            }
            found.Sort((a, b) => places[a].CompareTo(places[b]));
            closures[user] = [.. found];

            void Add(int module)
            {
                if (lastUser[module] == user)
                    return;
                lastUser[module] = user;
                found.Add(module);
            }
        }
        return closures;
    }

    private void ThrowOnCycles(KernelModule[] modules, string source)
    {
        var linked = modules.Select((module, i) => module with
        {
            Dependencies = Array.ConvertAll(_direct[i], needed => modules[needed].Name),
        });
        new ModuleGraph(new ModuleTree("", linked, source: source)).ThrowOnCycles();
    }
}
