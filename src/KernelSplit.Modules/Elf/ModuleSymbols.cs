namespace KernelSplit.Modules.Elf;

/// <summary>What a module takes from others and gives to them, each list sorted, without doubles.</summary>
internal sealed record ModuleSymbols(string[] Imports, string[] ImportOrder, string[] Exports)
{
    private const int GlobalBinding = 1;
    private const int WeakBinding = 2;

    private static ReadOnlySpan<byte> ExportPrefix => "__ksymtab_"u8;

    /// <summary>
    /// Imports are the undefined global and weak symbols. Exports are the <c>__ksymtab_NAME</c> symbols that
    /// EXPORT_SYMBOL makes (include/linux/export.h, scripts/mod/modpost.c), or, where a strip removed those, the
    /// names in the section <c>__ksymtab_strings</c>. Nothing when the file has no symbol table.
    /// </summary>
    public static ModuleSymbols? Read(ElfFile elf, StringPool pool)
    {
        if (!elf.TryGetSymbolTable(out var tableSection, out var stringSection))
            return null;
        var bytes = elf.Bytes;
        var table = elf.Content(tableSection);
        var strings = elf.Content(stringSection);
        var (entrySize, infoAt, sectionAt) = bytes.Is64Bit ? (24, 4, 6) : (16, 12, 14);
        if (table.Length % entrySize != 0)
            throw new InvalidDataException("the symbol table's size is no multiple of its entries'");

        var imports = new List<string>();
        var exports = new List<string>();
        for (; !table.IsEmpty; table = table[entrySize..])
        {
            var name = ElfFile.StringAt(strings, bytes.UInt32(table));
            if (name.IsEmpty)
                continue;
            if (bytes.UInt16(table[sectionAt..]) != 0)
            {
                if (name.StartsWith(ExportPrefix))
                    exports.Add(pool.Get(name[ExportPrefix.Length..]));
            }
            else if (table[infoAt] >> 4 is GlobalBinding or WeakBinding)
            {
                imports.Add(pool.Get(name));
            }
        }
        if (exports.Count == 0)
            AddStrings(elf.Content("__ksymtab_strings"u8), exports, pool);
        string[] order = [.. imports];
        return new ModuleSymbols(SortedSet(imports), order, SortedSet(exports));
    }

    private static void AddStrings(ReadOnlySpan<byte> strings, List<string> names, StringPool pool)
    {
        // Export namespaces are strings of the same section; as names of symbols nobody asks for them.
        foreach (var range in strings.Split((byte)0))
        {
            if (!strings[range].IsEmpty)
                names.Add(pool.Get(strings[range]));
        }
    }

    private static string[] SortedSet(List<string> names)
    {
        names.Sort(string.CompareOrdinal);
        return [.. names.Distinct()];
    }
}
