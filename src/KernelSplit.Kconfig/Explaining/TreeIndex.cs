using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>Lookups in a tree for explanations.</summary>
internal sealed class TreeIndex
{
    private readonly Dictionary<Symbol, List<Property>> _selects = [];
    private readonly Dictionary<Symbol, List<Property>> _implies = [];
    private readonly Dictionary<MenuNode, List<DependencyLine>> _dependencies = [];
    private readonly ILookup<string, ShellProbe> _probes;

    public TreeIndex(KconfigTree tree)
    {
        foreach (var symbol in tree.Symbols)
        {
            foreach (var property in symbol.Properties)
            {
                if (property is { Kind: PropertyKind.Select, ValueSymbol: { } selected })
                    Add(_selects, selected, property);
                else if (property is { Kind: PropertyKind.Imply, ValueSymbol: { } implied })
                    Add(_implies, implied, property);
            }
        }

        foreach (var dependency in tree.Dependencies)
            Add(_dependencies, dependency.Node, dependency);
        _probes = tree.Probes.ToLookup(probe => Key(probe.File, probe.Line), StringComparer.Ordinal);
    }

    /// <summary>The <c>select</c> lines that name a symbol.</summary>
    public IReadOnlyList<Property> SelectsOf(Symbol symbol) => _selects.GetValueOrDefault(symbol) ?? [];

    /// <summary>The <c>imply</c> lines that name a symbol.</summary>
    public IReadOnlyList<Property> ImpliesOf(Symbol symbol) => _implies.GetValueOrDefault(symbol) ?? [];

    /// <summary>The commands that were run for a line of a Kconfig file.</summary>
    public IEnumerable<ShellProbe> ProbesAt(string file, int line) => _probes[Key(file, line)];

    /// <summary>An entry's dependencies: its own lines first, then those of enclosing blocks.</summary>
    public IEnumerable<DependencyLine> DependenciesOf(MenuNode node)
    {
        for (var block = node; block is not null; block = block.Block)
        {
            foreach (var dependency in _dependencies.GetValueOrDefault(block) ?? [])
                yield return dependency;
        }
    }

    private static void Add<TKey, TValue>(Dictionary<TKey, List<TValue>> index, TKey key, TValue value)
        where TKey : class
    {
        if (!index.TryGetValue(key, out var values))
            index[key] = values = [];
        values.Add(value);
    }

    private static string Key(string file, int line) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{file}:{line}");
}
