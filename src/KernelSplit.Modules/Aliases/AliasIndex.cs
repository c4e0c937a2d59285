
namespace KernelSplit.Modules.Aliases;

/// <summary>
/// Finds the aliases that match a modalias. A pattern is indexed by a part of its literal text, which every matching
/// modalias also contains, so only few patterns are tried. See <see cref="AliasKey"/>.
/// </summary>
internal sealed class AliasIndex
{
    private readonly List<Owner> _owners = [];
    private readonly Entry[] _entries;
    private readonly int[] _firstOfSlot;
    private int _count;

    public AliasIndex(ModuleTree tree)
    {
        foreach (var module in tree.InLoadOrder)
            _owners.Add(new Owner(module.Name, false, module.ModInfo.Aliases));
        foreach (var builtIn in tree.BuiltIns)
            _owners.Add(new Owner(builtIn.Name, true, builtIn.Aliases));
        _entries = new Entry[_owners.Sum(owner => owner.Aliases.Count)];
        _firstOfSlot = new int[AliasKey.SlotsFor(_entries.Length)];
        Array.Fill(_firstOfSlot, -1);
        for (var owner = 0; owner < _owners.Count; owner++)
            Add(owner);
    }

    /// <summary>
    /// Modules in the order in which modprobe tries them, then built-in modules by name; each appears once, with its
    /// first matching alias.
    /// </summary>
    public IReadOnlyList<Driver> Find(string modalias)
    {
        if (AliasPattern.Normalize(modalias) is not { } normal)
            return [];
        var found = new List<int>();
        var start = AliasKey.EmptyStart;
        Collect(start, normal, found);
        for (var i = 0; i < normal.Length; i++)
        {
            start = AliasKey.Append(start, normal[i]);
            Collect(start, normal, found);
            if (i + 1 >= AliasKey.RunLength)
                Collect(AliasKey.OfRun(normal.AsSpan(i + 1 - AliasKey.RunLength)), normal, found);
        }
        return found.Count == 0 ? [] : Describe(found);
    }

    private void Add(int owner)
    {
        foreach (var alias in _owners[owner].Aliases)
        {
            if (AliasPattern.Normalize(alias) is not { } pattern)
                continue;
            var literal = AliasPattern.LiteralLength(pattern);
            var key = AliasKey.OfPattern(pattern, literal);
            ref var first = ref _firstOfSlot[AliasKey.SlotOf(key, _firstOfSlot.Length)];
            _entries[_count] = new Entry(pattern, alias, owner, key, literal, first);
            first = _count++;
        }
    }

    private void Collect(uint key, string normal, List<int> found)
    {
        var next = 0;
        for (var i = _firstOfSlot[AliasKey.SlotOf(key, _firstOfSlot.Length)]; i >= 0; i = next)
        {
            ref var entry = ref _entries[i];
            next = entry.Next;
            if (entry.Key == key && AliasPattern.MatchesNormal(entry.Pattern, entry.LiteralLength, normal))
                found.Add(i);
        }
    }

    /// <summary>Entries are in result order; an entry may be found by several parts of a modalias.</summary>
    private Driver[] Describe(List<int> found)
    {
        found.Sort();
        var drivers = new List<Driver>(found.Count);
        var last = -1;
        foreach (var i in found)
        {
            var entry = _entries[i];
            if (entry.Owner == last)
                continue;
            last = entry.Owner;
            drivers.Add(new Driver(_owners[last].Name, entry.Alias, _owners[last].IsBuiltIn));
        }
        return [.. drivers];
    }

    private sealed record Owner(string Name, bool IsBuiltIn, IReadOnlyList<string> Aliases);

    private readonly record struct Entry(
        string Pattern, string Alias, int Owner, uint Key, int LiteralLength, int Next);
}
