namespace KernelSplit.Modules.Graph;

/// <summary>Tarjan's algorithm with an explicit stack: hostile input must not overflow the thread's.</summary>
internal sealed class StrongComponents
{
    private readonly Dictionary<string, string[]> _edges;
    private readonly Dictionary<string, int> _lowest = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unassigned = new(StringComparer.Ordinal);
    private readonly Stack<string> _open = new();
    private readonly Stack<Visit> _visits = new();
    private readonly List<string[]> _components = [];

    private StrongComponents(Dictionary<string, string[]> edges) => _edges = edges;

    /// <summary>Each component after all components that it has edges to; members sorted, ordinal.</summary>
    public static string[][] Find(IReadOnlyList<string> nodes, Dictionary<string, string[]> edges)
    {
        var search = new StrongComponents(edges);
        foreach (var node in nodes)
        {
            if (!search._lowest.ContainsKey(node))
                search.Walk(node);
        }
        return [.. search._components];
    }

    private void Walk(string start)
    {
        Enter(start);
        while (_visits.TryPeek(out var visit))
        {
            if (visit.NextEdge < _edges[visit.Node].Length)
                Follow(visit, _edges[visit.Node][visit.NextEdge++]);
            else
                Leave(_visits.Pop());
        }
    }

    private void Enter(string node)
    {
        var index = _lowest.Count;
        _lowest.Add(node, index);
        _open.Push(node);
        _unassigned.Add(node);
        _visits.Push(new Visit(node, index));
    }

    private void Follow(Visit visit, string target)
    {
        if (!_lowest.TryGetValue(target, out var lowest))
            Enter(target);
        else if (_unassigned.Contains(target))
            Lower(visit.Node, lowest);
    }

    private void Leave(Visit visit)
    {
        var lowest = _lowest[visit.Node];
        if (lowest == visit.Index)
            Close(visit.Node);
        if (_visits.TryPeek(out var parent))
        {
            if (_unassigned.Contains(visit.Node))
                Lower(parent.Node, lowest);
        }
    }

    private void Close(string root)
    {
        var members = new List<string>();
        string member;
        do
        {
            member = _open.Pop();
            _unassigned.Remove(member);
            members.Add(member);
        }
        while (member != root);
        members.Sort(string.CompareOrdinal);
        _components.Add([.. members]);
    }

    private void Lower(string node, int value) => _lowest[node] = Math.Min(_lowest[node], value);

    private sealed class Visit(string node, int index)
    {
        public string Node { get; } = node;

        public int Index { get; } = index;

        public int NextEdge { get; set; }
    }
}
