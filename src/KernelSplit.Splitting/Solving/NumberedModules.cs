using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Splitting.Solving;

/// <summary>The modules of a tree by number, and what ties them to each other.</summary>
internal sealed class NumberedModules
{
    private readonly ModuleGraph _graph;
    private readonly Dictionary<string, int> _numbers;

    /// <exception cref="Foundation.InvalidInputException">Modules depend on each other in a cycle.</exception>
    public NumberedModules(KernelFacts kernel)
    {
        _graph = kernel.Graph;
        Names = [.. kernel.Tree.Modules.Select(module => module.Name)];
        _numbers = new Dictionary<string, int>(Names.Length, StringComparer.Ordinal);
        for (var number = 0; number < Names.Length; number++)
            _numbers.Add(Names[number], number);
        Needs = Edges(_graph.DirectDependencies);
        Users = Edges(_graph.DirectUsers);
        SoftUsers = Edges(kernel.OptionalDependentsOf);
        SoftNeeds = Reverse(SoftUsers);
        Levels = FindLevels();
    }

    public string[] Names { get; }

    public int Count => Names.Length;

    /// <summary>What each module needs, directly.</summary>
    public int[][] Needs { get; }

    /// <summary>What needs each module, directly.</summary>
    public int[][] Users { get; }

    /// <summary>The modules on which each has a soft or weak dependency.</summary>
    public int[][] SoftNeeds { get; }

    /// <summary>What has a soft or weak dependency on each module.</summary>
    public int[][] SoftUsers { get; }

    /// <summary>The length of the longest chain of modules of which each needs the next, down to this one.</summary>
    public int[] Levels { get; }

    /// <summary>All that a module needs, directly or not, sorted by name.</summary>
    public int[] AllNeeds(int module) => Numbers(_graph.Closure(Names[module]));

    /// <summary>All that need a module, directly or not, sorted by name.</summary>
    public int[] AllUsers(int module) => Numbers(_graph.AllUsers(Names[module]));

    public int NumberOf(string name) => _numbers[name];

    public IReadOnlyList<string> NamesOf(IEnumerable<int> modules) => [.. modules.Select(module => Names[module])];

    /// <summary>The names of the shortest chain of direct needs.</summary>
    public IReadOnlyList<string> Chain(int from, int to)
    {
        var cameFrom = new Dictionary<int, int> { [from] = from };
        var open = new Queue<int>([from]);
        while (!cameFrom.ContainsKey(to))
        {
            var next = open.Dequeue();
            foreach (var needed in Needs[next].Where(needed => cameFrom.TryAdd(needed, next)))
                open.Enqueue(needed);
        }

        var chain = new List<string> { Names[to] };
        for (var module = to; module != from; chain.Add(Names[module]))
            module = cameFrom[module];
        chain.Reverse();
        return chain;
    }

    private int[] Numbers(IEnumerable<string> names) => [.. names.Select(NumberOf)];

    private int[][] Edges(Func<string, IEnumerable<string>> others) =>
        Array.ConvertAll(Names, name => Numbers(others(name)));

    private static int[][] Reverse(int[][] edges)
    {
        var reversed = Array.ConvertAll(edges, _ => new List<int>());
        for (var from = 0; from < edges.Length; from++)
        {
            foreach (var to in edges[from])
                reversed[to].Add(from);
        }

        return Array.ConvertAll(reversed, list => list.ToArray());
    }

    private int[] FindLevels()
    {
        var levels = new int[Count];
        foreach (var user in _graph.UsersFirst().Select(NumberOf))
        {
            foreach (var needed in Needs[user])
                levels[needed] = Math.Max(levels[needed], levels[user] + 1);
        }

        return levels;
    }
}
