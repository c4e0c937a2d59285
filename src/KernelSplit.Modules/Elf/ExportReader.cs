namespace KernelSplit.Modules.Elf;

/// <summary>
/// What a module exports: the <c>__ksymtab_NAME</c> symbols that EXPORT_SYMBOL makes (include/linux/export-internal.h,
/// scripts/mod/modpost.c) or, where a strip removed those, the names in the section <c>__ksymtab_strings</c>.
/// </summary>
internal static class ExportReader
{
    private static ReadOnlySpan<byte> EntryPrefix => "__ksymtab_"u8;

    private static ReadOnlySpan<byte> NamespacePrefix => "__kstrtabns_"u8;

    /// <summary>Sorted by name, ordinal, each once.</summary>
    public static ExportedSymbol[] Read(ElfFile elf, SymbolTable symbols, StringPool pool)
    {
        var stringsIndex = elf.IndexOf("__ksymtab_strings"u8);
        if (stringsIndex < 0)
            return [];
        var strings = elf.Content(elf.Section(stringsIndex));
        var exports = ReadEntries(elf, symbols, pool);
        if (exports.Count == 0)
            AddStrings(strings, exports, pool);
        else
            AddNamespaces(symbols, stringsIndex, strings, exports, pool);
        return [.. exports.Values];
    }

    private static SortedDictionary<string, ExportedSymbol> ReadEntries(ElfFile elf, SymbolTable symbols, StringPool pool)
    {
        var exports = new SortedDictionary<string, ExportedSymbol>(StringComparer.Ordinal);
        for (var i = 1; i < symbols.Count; i++)
        {
            // Looking into the section's name first spares the names of most symbols.
            var section = symbols.Section(i);
            if (section == 0 || (section < elf.SectionCount && !IsEntries(elf, section)))
                continue;
            var entry = symbols.Name(i);
            if (!entry.StartsWith(EntryPrefix))
                continue;
            var name = pool.Get(entry[EntryPrefix.Length..]).Text;
            var isGplOnly = section < elf.SectionCount && elf.NameOf(elf.Section(section)).IndexOf("_gpl"u8) >= 0;
            exports[name] = new ExportedSymbol(name, Namespace: null, isGplOnly);
        }
        return exports;
    }

    /// <summary><c>__ksymtab</c>, <c>__ksymtab_gpl</c>; before the last link <c>___ksymtab+NAME</c>.</summary>
    private static bool IsEntries(ElfFile elf, int section)
    {
        var name = elf.NameOf(elf.Section(section));
        return name.StartsWith("__ksymtab"u8) || name.StartsWith("___ksymtab"u8);
    }

    /// <summary><c>__kstrtabns_NAME</c> points to the namespace among the strings, empty for none.</summary>
    private static void AddNamespaces(
        SymbolTable symbols,
        int stringsIndex,
        ReadOnlySpan<byte> strings,
        SortedDictionary<string, ExportedSymbol> exports,
        StringPool pool)
    {
        for (var i = 1; i < symbols.Count; i++)
        {
            if (symbols.Section(i) != stringsIndex || symbols.Value(i) >= (ulong)strings.Length)
                continue;
            var space = ElfFile.StringAt(strings, (uint)symbols.Value(i));
            if (space.IsEmpty || !symbols.Name(i).StartsWith(NamespacePrefix))
                continue;
            var name = pool.Get(symbols.Name(i)[NamespacePrefix.Length..]).Text;
            if (exports.TryGetValue(name, out var export))
                exports[name] = export with { Namespace = pool.Get(space).Text };
        }
    }

    private static void AddStrings(
        ReadOnlySpan<byte> strings, SortedDictionary<string, ExportedSymbol> exports, StringPool pool)
    {
        // Export namespaces are strings of the same section; as names of symbols nobody asks for them.
        foreach (var range in strings.Split((byte)0))
        {
            if (strings[range].IsEmpty)
                continue;
            var name = pool.Get(strings[range]).Text;
            exports[name] = new ExportedSymbol(name);
        }
    }
}
