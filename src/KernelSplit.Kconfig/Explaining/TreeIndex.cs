using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Explaining;

/// <summary>What explanations look up in a tree.</summary>
internal sealed class TreeIndex
{
    private readonly Dictionary<Symbol, List<Property>> _selects = [];
    private readonly Dictionary<Symbol, List<Property>> _implies = [];
    private readonly Dictionary<MenuNode, List<Requirement>> _requirements = [];
    private readonly ILookup<string, Probe> _probes;

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

        foreach (var requirement in tree.Requirements)
            Add(_requirements, requirement.Node, requirement);
        _probes = tree.Probes.ToLookup(probe => Key(probe.File, probe.Line), StringComparer.Ordinal);
    }

    /// <summary>The <c>select</c> lines that name a symbol.</summary>
    public IReadOnlyList<Property> SelectsOf(Symbol symbol) => _selects.GetValueOrDefault(symbol) ?? [];

    /// <summary>The <c>imply</c> lines that name a symbol.</summary>
    public IReadOnlyList<Property> ImpliesOf(Symbol symbol) => _implies.GetValueOrDefault(symbol) ?? [];

    /// <summary>The commands that were run for a line of a Kconfig file.</summary>
    public IEnumerable<Probe> ProbesAt(string file, int line) => _probes[Key(file, line)];

    /// <summary>What an entry needs: its own lines first, then those of the blocks around it.</summary>
    public IEnumerable<Requirement> RequirementsOf(MenuNode node)
    {
        for (var block = node; block is not null; block = block.Block)
        {
            foreach (var requirement in _requirements.GetValueOrDefault(block) ?? [])
                yield return requirement;
        }
    }

    private static void Add<TKey, TValue>(Dictionary<TKey, List<TValue>> index, TKey key, TValue value)
        where TKey : class
    {
        if (!index.TryGetValue(key, out var values))
            index[key] = values = [];
        values.Add(value);
    }

    private static string Key(string file, int line) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{file}:{line}");
}
