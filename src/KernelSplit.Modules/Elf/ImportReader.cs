namespace KernelSplit.Modules.Elf;

/// <summary>Collects what a module imports; one for each thread, as it keeps its memory.</summary>
internal sealed class ImportReader(StringPool pool)
{
    private const int WeakBinding = 2;
    private const int MostImports = 1 << 16;

    private readonly List<ImportedSymbol> _imports = [];

    // By the pool's numbers: where in the list a symbol stands, or one that an earlier module left.
    private int[] _positions = [];

    /// <summary>
    /// The undefined symbols in the symbol table's order, then those that only the versions name (module_layout).
    /// </summary>
    public ImportedSymbol[] Read(ElfFile elf, SymbolTable symbols)
    {
        _imports.Clear();
        for (var i = 1; i < symbols.Count; i++)
        {
            if (symbols.IsUndefined(i) && symbols.Binding(i) is not 0)
                Add(symbols.Name(i), crc: null, symbols.Binding(i) == WeakBinding);
        }
        ReadVersions(elf);
        ReadExtendedVersions(elf);
        return [.. _imports];
    }

    /// <summary>struct modversion_info (include/linux/module.h): a long, and a name that fills up 64 bytes.</summary>
    private void ReadVersions(ElfFile elf)
    {
        const int EntrySize = 64;
        var crcSize = elf.Bytes.Is64Bit ? 8 : 4;
        var versions = elf.Content("__versions"u8);
        for (; versions.Length >= EntrySize; versions = versions[EntrySize..])
        {
            var crc = (uint)elf.Bytes.Word(versions);
            Add(ElfFile.StringAt(versions[..EntrySize], (uint)crcSize), crc, isWeak: false);
        }
    }

    /// <summary>Names of any length and their versions side by side, since Linux 6.14 (scripts/mod/modpost.c).</summary>
    private void ReadExtendedVersions(ElfFile elf)
    {
        var names = elf.Content("__version_ext_names"u8);
        if (names.IsEmpty)
            return;
        for (var crcs = elf.Content("__version_ext_crcs"u8); crcs.Length >= 4 && !names.IsEmpty; crcs = crcs[4..])
        {
            var name = ElfFile.StringAt(names, 0);
            Add(name, elf.Bytes.UInt32(crcs), isWeak: false);
            names = names[Math.Min(name.Length + 1, names.Length)..];
        }
    }

    private void Add(ReadOnlySpan<byte> utf8, uint? crc, bool isWeak)
    {
        if (utf8.IsEmpty)
            return;
        var name = pool.Get(utf8);
        if (name.Id >= _positions.Length)
            Array.Resize(ref _positions, Math.Max(name.Id + 1, 2 * _positions.Length));
        ref var position = ref _positions[name.Id];
        if (position < _imports.Count && (object)_imports[position].Name == name.Text)
        {
            var known = _imports[position];
            _imports[position] = new ImportedSymbol(known.Name, crc ?? known.Crc, known.IsWeak);
            return;
        }
        if (_imports.Count == MostImports)
            throw new InvalidDataException($"more than {MostImports} imported symbols");
        position = _imports.Count;
        _imports.Add(new ImportedSymbol(name.Text, crc, isWeak));
    }
}
