namespace KernelSplit.Modules.Elf;

/// <summary>An ELF symbol table (gABI, "Symbol Table"): 32 and 64 bit entries have another order.</summary>
internal readonly ref struct SymbolTable
{
    private readonly ElfBytes _bytes;
    private readonly ReadOnlySpan<byte> _table;
    private readonly ReadOnlySpan<byte> _strings;
    private readonly int _entrySize;

    /// <exception cref="InvalidDataException">It lies outside of the file, or is cut off within an entry.</exception>
    public SymbolTable(ElfFile elf, ElfSection table, ElfSection strings)
    {
        _bytes = elf.Bytes;
        _table = elf.Content(table);
        _strings = elf.Content(strings);
        _entrySize = _bytes.Is64Bit ? 24 : 16;
        if (_table.Length % _entrySize != 0)
            throw new InvalidDataException("the symbol table's size is no multiple of its entries'");
    }

    public int Count => _table.Length / _entrySize;

    public bool IsUndefined(int index) => Section(index) == 0;

    public ushort Section(int index) => _bytes.UInt16(Entry(index)[(_bytes.Is64Bit ? 6 : 14)..]);

    /// <summary>0 local, 1 global, 2 weak.</summary>
    public int Binding(int index) => Entry(index)[_bytes.Is64Bit ? 4 : 12] >> 4;

    public ulong Value(int index) => _bytes.Word(Entry(index)[(_bytes.Is64Bit ? 8 : 4)..]);

    public ReadOnlySpan<byte> Name(int index) => ElfFile.StringAt(_strings, _bytes.UInt32(Entry(index)));

    private ReadOnlySpan<byte> Entry(int index) => _table.Slice(index * _entrySize, _entrySize);
}
