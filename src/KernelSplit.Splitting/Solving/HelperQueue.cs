namespace KernelSplit.Splitting.Solving;

/// <summary>
/// The order of modules that follow placed ones: each as soon as all that will ask for it are placed. Where soft
/// dependencies form a cycle, they aren't waited for.
/// </summary>
internal sealed class HelperQueue(NumberedModules modules, IReadOnlyList<string?> package)
{
    private readonly bool[] _refused = new bool[modules.Count];

    /// <summary>A module that its soft users can't have beside them follows none of them.</summary>
    public void Refuse(int module) => _refused[module] = true;

    /// <summary>Those that are next, all at once; none at the end.</summary>
    public IReadOnlyList<int> Next()
    {
        var awaited = Awaited();
        return Enumerable.Range(0, modules.Count)
            .Where(module => awaited[module])
            .Where(module => IsPlaced(modules.Users[module]) || IsPlaced(modules.SoftUsers[module]))
            .GroupBy(module => Waits(modules.Users[module]) ? 2 : Waits(modules.SoftUsers[module]) ? 1 : 0)
            .MinBy(group => group.Key)?.ToList() ?? [];

        bool IsPlaced(int[] users) => Array.Exists(users, user => package[user] is not null);

        bool Waits(int[] users) => Array.Exists(users, user => awaited[user]);
    }

    /// <summary>What placed modules need or have a soft dependency on, and so on, as far as it isn't placed.</summary>
    private bool[] Awaited()
    {
        var awaited = new bool[modules.Count];
        var open = new Stack<int>(Enumerable.Range(0, modules.Count).Where(module => package[module] is not null));
        while (open.TryPop(out var module))
        {
            foreach (var next in modules.Needs[module])
                Add(next);
            foreach (var next in modules.SoftNeeds[module].Where(next => !_refused[next]))
                Add(next);
        }

        return awaited;

        void Add(int module)
        {
            if (package[module] is not null || awaited[module])
                return;
            awaited[module] = true;
            open.Push(module);
        }
    }
}
