using KernelSplit.Foundation;
using KernelSplit.Modules.Graph;

namespace KernelSplit.Modules;

/// <summary>Who needs whom, by the hard dependencies of a tree. All lists are the same for the same tree.</summary>
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
    /// Every group of modules that need each other, as one chain whose last module needs its first. The kernel can
    /// load none of them.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> Cycles { get; }

    /// <summary>Sorted by name, ordinal.</summary>
    /// <exception cref="KeyNotFoundException">The tree has no such module.</exception>
    public IReadOnlyList<string> DirectDependencies(string name) => _dependencies[name];

    /// <inheritdoc cref="DirectDependencies"/>
    public IReadOnlyList<string> DirectUsers(string name) => _users[name];

    /// <summary>All that it needs, directly or not, without itself; sorted by name, ordinal.</summary>
    /// <inheritdoc cref="DirectDependencies" path="/exception"/>
    public IReadOnlyList<string> Closure(string name) => _closures.Of(name);

    /// <summary>All that can't be loaded without it, directly or not, without itself; sorted by name, ordinal.</summary>
    /// <inheritdoc cref="DirectDependencies" path="/exception"/>
    public IReadOnlyList<string> AllUsers(string name) => _allUsers.Of(name);

    /// <summary>All modules, each before everything that it needs.</summary>
    /// <exception cref="InvalidInputException">Modules need each other; every such chain is named.</exception>
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

    /// <summary>An error that names every module of one of the <see cref="Cycles"/>.</summary>
    public Diagnostic Describe(IReadOnlyList<string> cycle) => Diagnostic.Error(
        _tree.Source,
        $"modules need each other: {string.Join(" -> ", cycle.Append(cycle[0]))}",
        "The kernel can load none of them; move the shared symbols into one module");

    private IEnumerable<IReadOnlyList<string>> FindCycles() => _components
        .Where(component => component.Length > 1 || _dependencies[component[0]].Contains(component[0]))
        .Select(component => ShortestCycle.Through(component, _dependencies))
        .OrderBy(cycle => cycle[0], StringComparer.Ordinal);
}
