using KernelSplit.Foundation;
using KernelSplit.Modules;
using KernelSplit.Splitting.Maps;

namespace KernelSplit.Splitting.Solving;

/// <summary>A pinned module that can't stay where its rule puts it.</summary>
internal sealed class BrokenPin(
    string module,
    Rule rule,
    Obstacle obstacle,
    ModuleGraph graph,
    IReadOnlyDictionary<string, string> package,
    IReadOnlyDictionary<string, Reason> reason)
{
    /// <summary>With the chain of dependencies and the two ways out.</summary>
    public Diagnostic Describe()
    {
        var other = obstacle.Modules[0];
        var (user, needed) = obstacle.IsNeeded ? (module, other) : (other, module);
        var chain = string.Join(" -> ", Chain(user, needed));
        if (!package.TryGetValue(other, out var there))
            return Error(
                $"{chain} needs it, and no package reaches both {rule.To} and what else {other} needs",
                $"Let a package require both, or take the pin off {module}");

        var holds = $"{other} is in {there}: {reason[other].Words(there)}";
        return obstacle.IsNeeded
            ? Error(
                $"it needs {chain}, and {holds}",
                $"Let {rule.To} require {there}, or send {other} to {rule.To} or to what that requires")
            : Error($"{chain} needs it, and {holds}", $"Let {there} require {rule.To}, or send {other} to {rule.To}");
    }

    private Diagnostic Error(string why, string waysOut) =>
        Diagnostic.Error(
            DiagnosticKind.Pin, rule.File, $"{module} is pinned to {rule.To} and can't stay there: {why}", waysOut,
            rule.Line);

    /// <summary>The shortest chain of direct needs.</summary>
    private List<string> Chain(string from, string to)
    {
        var cameFrom = new Dictionary<string, string>(StringComparer.Ordinal) { [from] = from };
        var open = new Queue<string>([from]);
        while (!cameFrom.ContainsKey(to))
        {
            var next = open.Dequeue();
            foreach (var needed in graph.DirectDependencies(next).Where(needed => cameFrom.TryAdd(needed, next)))
                open.Enqueue(needed);
        }

        var chain = new List<string> { to };
        while (chain[^1] != from)
            chain.Add(cameFrom[chain[^1]]);
        chain.Reverse();
        return chain;
    }
}
