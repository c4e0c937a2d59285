namespace KernelSplit.Modules.Depmod;

/// <summary>Which module exports a symbol; where several do, the last in depmod's order.</summary>
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

    /// <param name="import">As a module's symbol table has it; on ppc64, <c>.name</c> is the code of <c>name</c>.</param>
    /// <param name="owner">The index of a module.</param>
    public bool TryFind(string import, out int owner) =>
        _owners.TryGetValue(import.StartsWith('.') ? import[1..] : import, out owner);

    /// <summary>Every symbol with the index of the module that owns it.</summary>
    public IReadOnlyDictionary<string, int> Unordered => _owners;

    /// <summary>The same, as depmod's hash table of symbols has them.</summary>
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
    /// With CONFIG_MODVERSIONS, depmod takes exports by their <c>__crc_</c> symbols. Without, it takes all strings of
    /// the section __ksymtab_strings, and those name export namespaces as well (kmod_elf_get_symbols in libkmod-elf.c).
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
