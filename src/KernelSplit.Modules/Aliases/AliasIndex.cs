namespace KernelSplit.Modules.Aliases;

/// <summary>Finds the aliases that match a modalias; those of other buses are never looked at.</summary>
internal sealed class AliasIndex
{
    private readonly Dictionary<string, List<Entry>> _byBus = new(StringComparer.Ordinal);
    private readonly List<Entry> _anyBus = [];

    public AliasIndex(ModuleTree tree)
    {
        foreach (var module in tree.Modules)
            Add(module.Name, isBuiltIn: false, module.ModInfo.Aliases);
        foreach (var builtIn in tree.BuiltIns)
            Add(builtIn.Name, isBuiltIn: true, builtIn.Aliases);
    }

    /// <summary>Sorted by name; a driver is there once, with its first alias that matches.</summary>
    public IReadOnlyList<Driver> Find(string modalias)
    {
        if (AliasPattern.Normalize(modalias) is not { } normal)
            return [];
        var bus = _byBus.GetValueOrDefault(BusOf(normal)) ?? [];
        return
        [
            .. bus.Concat(_anyBus)
                .Where(entry => Wildcard.Matches(entry.Pattern, normal))
                .Select(entry => entry.Driver)
                .DistinctBy(driver => (driver.Name, driver.IsBuiltIn))
                .OrderBy(driver => driver.Name, StringComparer.Ordinal)
                .ThenBy(driver => driver.IsBuiltIn),
        ];
    }

    private void Add(string name, bool isBuiltIn, IReadOnlyList<string> aliases)
    {
        foreach (var alias in aliases)
        {
            if (AliasPattern.Normalize(alias) is { } pattern)
                ListFor(pattern).Add(new Entry(pattern, new Driver(name, alias, isBuiltIn)));
        }
    }

    private List<Entry> ListFor(string pattern)
    {
        var bus = BusOf(pattern);
        if (bus.AsSpan().IndexOfAny('*', '?', '[') >= 0 || bus.Contains('\\', StringComparison.Ordinal))
            return _anyBus;
        if (!_byBus.TryGetValue(bus, out var list))
            _byBus.Add(bus, list = []);
        return list;
    }

    /// <summary>The text before the first colon. Without one, the whole alias is its own bus: <c>fs_ext4</c>.</summary>
    private static string BusOf(string alias)
    {
        var colon = alias.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? alias : alias[..colon];
    }

    private readonly record struct Entry(string Pattern, Driver Driver);
}
