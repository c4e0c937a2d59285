namespace KernelSplit.Modules.Depmod;

/// <summary>The module that exports a symbol; if several do, the last one in depmod's order.</summary>
internal sealed class SymbolOwners
{
    private const uint Buckets = 2048;

    private readonly Dictionary<string, int> _owners;

    public SymbolOwners(KernelModule[] modules)
    {
        _owners = new Dictionary<string, int>(modules.Sum(module => module.Exports.Count), StringComparer.Ordinal);
        var namespacesToo = !HaveVersions(modules);
        for (var i = 0; i < modules.Length; i++)
        {
            foreach (var (name, ns, _) in modules[i].Exports)
            {
                _owners[name] = i;
                if (namespacesToo && !string.IsNullOrEmpty(ns))
                    _owners[ns] = i;
            }
        }
    }

    /// <param name="import">What a module needs.</param>
    /// <param name="owner">The index of a module.</param>
    public bool TryFind(ImportedSymbol import, out int owner) => _owners.TryGetValue(import.ExportName, out owner);

    /// <summary>Every symbol with the index of the module that owns it.</summary>
    public IReadOnlyDictionary<string, int> Unordered => _owners;

    /// <summary>The same, in the order of depmod's hash table of symbols.</summary>
    public KeyValuePair<string, int>[] InTableOrder()
    {
        var symbols = _owners.ToArray();
        var buckets = Array.ConvertAll(symbols, symbol => KmodHash.Bucket(symbol.Key, Buckets));
        Array.Sort(buckets, symbols);
        for (int start = 0, end; start < symbols.Length; start = end)
        {
            for (end = start + 1; end < symbols.Length && buckets[end] == buckets[start];)
                end++;
            symbols.AsSpan(start..end).Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        }
        return symbols;
    }

    /// <summary>
    /// With CONFIG_MODVERSIONS, depmod finds exports by their <c>__crc_</c> symbols. Without, it takes all strings in
    /// the section __ksymtab_strings, which include export namespaces (kmod_elf_get_symbols in libkmod-elf.c).
    /// </summary>
    private static bool HaveVersions(KernelModule[] modules)
    {
        foreach (var module in modules)
        {
            foreach (var import in module.Imports)
            {
                if (import.Crc is not null)
                    return true;
            }
        }
        return false;
    }
}
