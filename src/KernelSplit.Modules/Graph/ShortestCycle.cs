namespace KernelSplit.Modules.Graph;

internal static class ShortestCycle
{
    /// <summary>The shortest cycle through a component's first member; each node needs the next.</summary>
    public static IReadOnlyList<string> Through(string[] component, Dictionary<string, string[]> edges)
    {
        var start = component[0];
        var members = component.ToHashSet(StringComparer.Ordinal);
        var cameFrom = new Dictionary<string, string>(StringComparer.Ordinal);
        var open = new Queue<string>([start]);
        while (open.TryDequeue(out var node))
        {
            foreach (var next in edges[node].Where(members.Contains))
            {
                if (next == start)
                    return PathTo(node, start, cameFrom);
                if (cameFrom.TryAdd(next, node))
                    open.Enqueue(next);
            }
        }
        throw new InvalidOperationException("a strong component without a cycle");
    }

    private static List<string> PathTo(string end, string start, Dictionary<string, string> cameFrom)
    {
        var path = new List<string> { end };
        while (path[^1] != start)
            path.Add(cameFrom[path[^1]]);
        path.Reverse();
        return path;
    }
}
