namespace KernelSplit.Modules.Elf;

/// <summary>An ELF symbol table (gABI, "Symbol Table"): 32 and 64 bit entries differ in field order.</summary>
internal readonly ref struct ElfSymbolTable
{
    private readonly ElfBytes _bytes;
    private readonly ReadOnlySpan<byte> _table;
    private readonly ReadOnlySpan<byte> _strings;
    private readonly int _entrySize;
    private readonly int _valueAt;
    private readonly int _infoAt;
    private readonly int _sectionAt;

    /// <exception cref="InvalidDataException">It is outside of the file, or truncated within an entry.</exception>
    public ElfSymbolTable(ElfFile elf, ElfSection table, ElfSection strings)
    {
        _bytes = elf.Bytes;
        _table = elf.Content(table);
        _strings = elf.Content(strings);
        (_entrySize, _valueAt, _infoAt, _sectionAt) = _bytes.Is64Bit ? (24, 8, 4, 6) : (16, 4, 12, 14);
        if (_table.Length % _entrySize != 0)
            throw new InvalidDataException("the symbol table's size is not a multiple of its entry size");
    }

    public int Count => _table.Length / _entrySize;

    /// <summary>The first undefined symbol at or after an index, or <see cref="Count"/>.</summary>
    public int NextUndefined(int index)
    {
        for (var at = (index * _entrySize) + _sectionAt; at < _table.Length; at += _entrySize, index++)
        {
            if ((_table[at] | _table[at + 1]) == 0)
                return index;
        }
        return Count;
    }

    public ushort Section(int index) => _bytes.UInt16(_table, (index * _entrySize) + _sectionAt);

    /// <summary>0 local, 1 global, 2 weak.</summary>
    public int Binding(int index) => _table[(index * _entrySize) + _infoAt] >> 4;

    public ulong Value(int index) => _bytes.Word(_table, (index * _entrySize) + _valueAt);

    public ReadOnlySpan<byte> Name(int index) => ElfFile.StringAt(_strings, _bytes.UInt32(_table, index * _entrySize));
}
