using KernelSplit.Foundation;
using KernelSplit.Modules.Graph;

namespace KernelSplit.Modules;

/// <summary>The graph of a tree's hard dependencies. All lists are deterministic.</summary>
public sealed class ModuleGraph
{
    private readonly ModuleTree _tree;
    private readonly Dictionary<string, string[]> _dependencies;
    private readonly Dictionary<string, List<string>> _users = new(StringComparer.Ordinal);
    private readonly string[][] _components;
    private readonly TransitiveSets _closures;
    private readonly TransitiveSets _allUsers;

    public ModuleGraph(ModuleTree tree)
    {
        _tree = tree;
        _dependencies = tree.Modules.ToDictionary(
            module => module.Name,
            module => module.Dependencies.Where(name => tree.FindModule(name) is not null).ToArray(),
            StringComparer.Ordinal);
        foreach (var module in tree.Modules)
            _users.Add(module.Name, []);
        foreach (var module in tree.Modules)
        {
            foreach (var dependency in _dependencies[module.Name])
                _users[dependency].Add(module.Name);
        }
        string[] names = [.. tree.Modules.Select(module => module.Name)];
        _components = StrongComponents.Find(names, _dependencies);
        Cycles = [.. FindCycles()];
        _closures = new TransitiveSets(names, name => _dependencies[name]);
        _allUsers = new TransitiveSets(names, name => _users[name]);
    }

    /// <summary>
    /// One cycle for each group of modules that depend on each other: each module needs the next, the last the first.
    /// The kernel can't load any of them.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> Cycles { get; }

    /// <summary>Sorted by name, ordinal.</summary>
    /// <exception cref="KeyNotFoundException">The tree has no such module.</exception>
    public IReadOnlyList<string> DirectDependencies(string name) => _dependencies[name];

    /// <inheritdoc cref="DirectDependencies"/>
    public IReadOnlyList<string> DirectUsers(string name) => _users[name];

    /// <summary>All modules that it needs, directly or indirectly, without itself; sorted by name, ordinal.</summary>
    /// <inheritdoc cref="DirectDependencies" path="/exception"/>
    public IReadOnlyList<string> Closure(string name) => _closures.Of(name);

    /// <summary>All modules that need it, directly or indirectly, without itself; sorted by name, ordinal.</summary>
    /// <inheritdoc cref="DirectDependencies" path="/exception"/>
    public IReadOnlyList<string> AllUsers(string name) => _allUsers.Of(name);

    /// <summary>All modules, each before all modules that it needs.</summary>
    /// <exception cref="InvalidInputException">There are dependency cycles; it lists all of them.</exception>
    public IReadOnlyList<string> UsersFirst()
    {
        ThrowOnCycles();
        return [.. _components.Reverse().SelectMany(component => component)];
    }

    /// <inheritdoc cref="UsersFirst" path="/exception"/>
    public void ThrowOnCycles()
    {
        if (Cycles.Count > 0)
            throw new InvalidInputException([.. Cycles.Select(Describe)]);
    }

    /// <summary>
    /// An error that names every module of the group of one of the <see cref="Cycles"/>, also those outside of the
    /// shortest cycle.
    /// </summary>
    public Diagnostic Describe(IReadOnlyList<string> cycle)
    {
        string[] others = [.. _components.First(component => component.Contains(cycle[0])).Except(cycle)];
        return Diagnostic.Error(
            DiagnosticKind.Cycle,
            _tree.Source,
            $"dependency cycle: {string.Join(" -> ", cycle.Append(cycle[0]))}"
                + (others.Length == 0 ? "" : $"; in cycles with these: {string.Join(", ", others)}"),
            "The kernel can't load any of them; move the shared symbols into one module");
    }

    private IEnumerable<IReadOnlyList<string>> FindCycles() => _components
        .Where(component => component.Length > 1 || _dependencies[component[0]].Contains(component[0]))
        .Select(component => ShortestCycle.Through(component, _dependencies))
        .OrderBy(cycle => cycle[0], StringComparer.Ordinal);
}
