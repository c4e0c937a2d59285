namespace KernelSplit.Modules.Elf;

/// <summary>Collects a module's imports; one per thread, as it reuses its memory.</summary>
internal sealed class ImportReader(StringPool pool)
{
    private const int MostImports = 1 << 16;
    private const int WeakBinding = 2;

    private ImportedSymbol[] _imports = new ImportedSymbol[512];
    private ulong[] _hashes = new ulong[512];
    private int _count;

    // Hash table of positions in _imports, starting at 1; its size is a power of two, and it is at most half full.
    private int[] _places = new int[1024];

    /// <summary>
    /// The undefined symbols in symbol table order, then those that are only in the versions (module_layout).
    /// </summary>
    public ImportedSymbol[] Read(ElfFile elf, ElfSymbolTable symbols)
    {
        _count = 0;
        Array.Clear(_places);
        for (var i = symbols.NextUndefined(1); i < symbols.Count; i = symbols.NextUndefined(i + 1))
        {
            if (symbols.Binding(i) is var binding and not 0)
                Add(symbols.Name(i), crc: null, binding == WeakBinding);
        }
        ReadVersions(elf);
        ReadExtendedVersions(elf);
        return _imports[.._count];
    }

    /// <summary>struct modversion_info (include/linux/module.h): a long, and a name padded to 64 bytes.</summary>
    private void ReadVersions(ElfFile elf)
    {
        const int EntrySize = 64;
        var crcSize = elf.Bytes.Is64Bit ? 8 : 4;
        var versions = elf.Content(KnownSection.Versions);
        for (; versions.Length >= EntrySize; versions = versions[EntrySize..])
        {
            var crc = (uint)elf.Bytes.Word(versions, 0);
            Add(ElfFile.StringAt(versions[..EntrySize], (uint)crcSize), crc, isWeak: false);
        }
    }

    /// <summary>
    /// Names of any length and their versions in two sections, since Linux 6.14 (scripts/mod/modpost.c).
    /// </summary>
    private void ReadExtendedVersions(ElfFile elf)
    {
        var names = elf.Content(KnownSection.ExtendedVersionNames);
        if (names.IsEmpty)
            return;
        var crcs = elf.Content(KnownSection.ExtendedVersionCrcs);
        for (; crcs.Length >= 4 && !names.IsEmpty; crcs = crcs[4..])
        {
            var name = ElfFile.StringAt(names, 0);
            Add(name, elf.Bytes.UInt32(crcs, 0), isWeak: false);
            names = names[Math.Min(name.Length + 1, names.Length)..];
        }
    }

    private void Add(ReadOnlySpan<byte> utf8, uint? crc, bool isWeak)
    {
        if (utf8.IsEmpty)
            return;
        var hash = pool.HashOf(utf8);
        var slot = FindSlot(hash);
        if (_places[slot] is var place and > 0)
        {
            // 64 bits of an unpredictable hash: two names of a module never collide.
            var known = _imports[place - 1];
            _imports[place - 1] = new ImportedSymbol(known.Name, crc ?? known.Crc, known.IsWeak);
            return;
        }
        if (_count == MostImports)
            throw new InvalidDataException($"more than {MostImports} imported symbols");
        _imports[_count] = new ImportedSymbol(pool.Get(utf8, hash), crc, isWeak);
        _hashes[_count] = hash;
        _places[slot] = ++_count;
        if (_count == _imports.Length)
            Grow();
    }

    private int FindSlot(ulong hash)
    {
        var mask = _places.Length - 1;
        var slot = (int)(hash >> 32) & mask;
        while (_places[slot] is var place and > 0 && _hashes[place - 1] != hash)
            slot = (slot + 1) & mask;
        return slot;
    }

    private void Grow()
    {
        Array.Resize(ref _imports, 2 * _count);
        Array.Resize(ref _hashes, 2 * _count);
        _places = new int[2 * _places.Length];
        for (var i = 0; i < _count; i++)
            _places[FindSlot(_hashes[i])] = i + 1;
    }
}
