namespace KernelSplit.Modules.Elf;

/// <summary>
/// A module's exports: the <c>__ksymtab_NAME</c> symbols of EXPORT_SYMBOL (include/linux/export-internal.h,
/// scripts/mod/modpost.c) or, if they were stripped, the names in the section <c>__ksymtab_strings</c>.
/// </summary>
internal static class ExportReader
{
    private const int MostExports = 1 << 16;

    private static ReadOnlySpan<byte> EntryPrefix => "__ksymtab_"u8;

    private static ReadOnlySpan<byte> NamespacePrefix => "__kstrtabns_"u8;

    /// <summary>The kind of export data in a section.</summary>
    private enum Content : byte
    {
        Nothing,
        Entries,
        GplOnlyEntries,
        Strings,
    }

    /// <summary>Sorted by name, ordinal, without duplicates.</summary>
    public static ExportedSymbol[] Read(ElfFile elf, ElfSymbolTable symbols, StringPool pool)
    {
        var strings = elf.Content(KnownSection.ExportStrings);
        if (strings.IsEmpty)
            return [];
        var exports = new Dictionary<string, ExportedSymbol>(StringComparer.Ordinal);
        ReadSymbols(Classify(elf), symbols, strings, exports, pool);
        if (exports.Count == 0)
            ReadStrings(strings, exports, pool);
        ExportedSymbol[] sorted = [.. exports.Values];
        Array.Sort(sorted, (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return sorted;
    }

    /// <summary><c>__ksymtab</c>, <c>__ksymtab_gpl</c>; before the final link <c>___ksymtab+NAME</c>.</summary>
    private static Content[] Classify(ElfFile elf)
    {
        var contents = new Content[elf.SectionCount];
        for (var i = 1; i < contents.Length; i++)
        {
            var name = elf.NameOf(elf.Section(i));
            contents[i] =
                !name.StartsWith("__ksymtab"u8) && !name.StartsWith("___ksymtab"u8) ? Content.Nothing
                : name.SequenceEqual("__ksymtab_strings"u8) ? Content.Strings
                : name.StartsWith("__ksymtab_gpl"u8) || name.StartsWith("___ksymtab_gpl"u8) ? Content.GplOnlyEntries
                : Content.Entries;
        }
        return contents;
    }

    private static void ReadSymbols(
        Content[] contents,
        ElfSymbolTable symbols,
        ReadOnlySpan<byte> strings,
        Dictionary<string, ExportedSymbol> exports,
        StringPool pool)
    {
        var spaces = new List<(string Name, string Space)>();
        for (var i = 1; i < symbols.Count; i++)
        {
            var section = symbols.Section(i);
            var content = section < contents.Length ? contents[section] : Content.Nothing;
            if (content == Content.Nothing)
                continue;
            var name = symbols.Name(i);
            if (content == Content.Strings)
            {
                if (name.StartsWith(NamespacePrefix)
                    && NamespaceAt(strings, symbols.Value(i)) is { IsEmpty: false } space)
                    spaces.Add((pool.Get(name[NamespacePrefix.Length..]), pool.Get(space)));
            }
            else if (name.StartsWith(EntryPrefix))
            {
                Add(
                    new ExportedSymbol(pool.Get(name[EntryPrefix.Length..]), null, content == Content.GplOnlyEntries),
                    exports);
            }
        }
        foreach (var (name, space) in spaces)
        {
            if (exports.TryGetValue(name, out var export))
                exports[name] = export with { Namespace = space };
        }
    }

    /// <summary><c>__kstrtabns_NAME</c> points to the namespace in the strings; empty for none.</summary>
    private static ReadOnlySpan<byte> NamespaceAt(ReadOnlySpan<byte> strings, ulong offset) =>
        offset < (ulong)strings.Length ? ElfFile.StringAt(strings, (uint)offset) : [];

    private static void ReadStrings(
        ReadOnlySpan<byte> strings, Dictionary<string, ExportedSymbol> exports, StringPool pool)
    {
        // Export namespaces are in the same section; they do no harm, as no module imports them as symbols.
        foreach (var name in new BytePieces(strings, 0))
        {
            if (!name.IsEmpty)
                Add(new ExportedSymbol(pool.Get(name)), exports);
        }
    }

    private static void Add(ExportedSymbol export, Dictionary<string, ExportedSymbol> exports)
    {
        if (exports.Count == MostExports)
            throw new InvalidDataException($"more than {MostExports} exported symbols");
        exports[export.Name] = export;
    }
}
