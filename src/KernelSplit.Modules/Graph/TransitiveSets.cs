namespace KernelSplit.Modules.Graph;

/// <summary>All nodes reachable from a node, computed on first use.</summary>
internal sealed class TransitiveSets
{
    private readonly string[] _names;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly int[][] _edges;
    private readonly string[]?[] _sets;
    private readonly int[] _lastVisit;

    /// <param name="names">Sorted, ordinal.</param>
    /// <param name="edges">The edges from a node.</param>
    public TransitiveSets(string[] names, Func<string, IReadOnlyList<string>> edges)
    {
        _names = names;
        for (var number = 0; number < names.Length; number++)
            _numbers.Add(names[number], number);
        _edges = Array.ConvertAll(names, name => edges(name).Select(other => _numbers[other]).ToArray());
        _sets = new string[]?[names.Length];
        _lastVisit = new int[names.Length];
    }

    /// <summary>Without the node itself; sorted by name, ordinal.</summary>
    /// <exception cref="KeyNotFoundException">There is no such node.</exception>
    public IReadOnlyList<string> Of(string name) => _sets[_numbers[name]] ??= Find(_numbers[name]);

    private string[] Find(int start)
    {
        var visit = start + 1;
        var found = new List<int>();
        _lastVisit[start] = visit;
        for (var (next, node) = (0, start); ; node = found[next++])
        {
            foreach (var neighbour in _edges[node])
            {
                if (_lastVisit[neighbour] == visit)
                    continue;
                _lastVisit[neighbour] = visit;
                found.Add(neighbour);
            }

            if (next == found.Count)
                break;
        }

        found.Sort();
        return [.. found.Select(number => _names[number])];
    }
}
