using KernelSplit.Modules.Files;

namespace KernelSplit.Modules.Elf;

/// <summary>
/// The section header table of an ELF file: 32 and 64 bit, either byte order. Every offset is checked before use; an
/// <see cref="InvalidDataException"/> names the invalid part.
/// </summary>
internal readonly ref struct ElfFile
{
    // e_shnum and e_shstrndx that do not fit in 16 bits are in section 0 (gABI, "ELF Header").
    private const ushort ExtendedIndex = 0xFFFF;

    // KSYM_NAME_LEN in include/linux/kallsyms.h is 512; sections may be named by a symbol and a prefix.
    private const int LongestName = 1024;
    private const int MostSections = 1 << 16;

    private readonly ReadOnlySpan<byte> _table;
    private readonly int _entrySize;
    private readonly int[] _known;
    private readonly ReadOnlySpan<byte> _names;

    private ElfFile(
        ElfBytes bytes, ushort machine, ReadOnlySpan<byte> table, int entrySize, ReadOnlySpan<byte> names,
        ulong tableEnd)
    {
        Bytes = bytes;
        Machine = machine;
        _table = table;
        _entrySize = entrySize;
        _names = names;
        TableEnd = tableEnd;
        _known = new int[KnownSections.Count];
        for (var i = SectionCount - 1; i > 0; i--)
        {
            var section = Section(i);
            if (section.HasContent)
                _known[(int)KnownSections.Parse(NameOf(section))] = i;
        }
    }

    public ElfBytes Bytes { get; }

    /// <summary>e_machine: the architecture.</summary>
    public ushort Machine { get; }

    public int SectionCount => _table.Length / _entrySize;

    /// <summary>The file offset of the end of the section table. Linkers put it last.</summary>
    public ulong TableEnd { get; }

    public static ElfFile Parse(FileBytes file)
    {
        var bytes = ReadIdentification(file);
        var header = bytes.Slice(0, bytes.Is64Bit ? 64u : 52u, "the ELF header");
        var tableOffset = bytes.Word(header, bytes.Is64Bit ? 40 : 32);
        var countsAt = bytes.Is64Bit ? 58 : 46;
        var entrySize = bytes.UInt16(header, countsAt);
        ulong count = bytes.UInt16(header, countsAt + 2);
        uint nameIndex = bytes.UInt16(header, countsAt + 4);
        if (tableOffset == 0)
            throw new InvalidDataException("ELF file without a section table");
        if (entrySize < (bytes.Is64Bit ? 64 : 40))
            throw new InvalidDataException($"section table entries of {entrySize} bytes are too small");

        if (count == 0 || nameIndex == ExtendedIndex)
        {
            var first = ReadSection(bytes, bytes.Slice(tableOffset, entrySize, "the section table"), 0);
            count = count == 0 ? first.Size : count;
            nameIndex = nameIndex == ExtendedIndex ? first.Link : nameIndex;
        }
        if (count > MostSections)
            throw new InvalidDataException($"{count} sections are too many");
        if (count > bytes.Length / entrySize)
            throw new InvalidDataException("the section table is outside of the file (truncated?)");

        var table = bytes.Slice(tableOffset, count * entrySize, "the section table");
        if (nameIndex >= count)
            throw new InvalidDataException("the section names' index is not in the section table");
        var names = ReadSection(bytes, table, (int)nameIndex * entrySize);
        return new ElfFile(
            bytes,
            bytes.UInt16(header, 18),
            table,
            entrySize,
            bytes.Slice(names.Offset, names.Size, "the table of section names"),
            tableOffset + (count * entrySize));
    }

    public ElfSection Section(int index) => ReadSection(Bytes, _table, index * _entrySize);

    public ReadOnlySpan<byte> NameOf(ElfSection section) => StringAt(_names, section.NameOffset);

    /// <summary>The content of the first section of that name; empty if there is none.</summary>
    public ReadOnlySpan<byte> Content(KnownSection section) =>
        _known[(int)section] is var index and > 0 ? Content(Section(index)) : [];

    public ReadOnlySpan<byte> Content(ElfSection section) =>
        Bytes.Slice(section.Offset, section.Size, "a section's content");

    public bool TryGetSymbolTable(out ElfSection table, out ElfSection strings)
    {
        for (var i = 0; i < SectionCount; i++)
        {
            var section = Section(i);
            if (!section.IsSymbolTable)
                continue;
            if (section.Link >= SectionCount)
                throw new InvalidDataException("the symbol table has no string table");
            (table, strings) = (section, Section((int)section.Link));
            return true;
        }
        (table, strings) = (default, default);
        return false;
    }

    /// <summary>
    /// The bytes from an offset in a string table up to the next NUL; empty if the offset is outside of it.
    /// </summary>
    /// <exception cref="InvalidDataException">
    /// An unterminated name, which would be searched again and again.
    /// </exception>
    public static ReadOnlySpan<byte> StringAt(ReadOnlySpan<byte> table, uint offset)
    {
        if (offset >= table.Length)
            return [];
        var limit = (int)Math.Min(table.Length, offset + LongestName + 1L);
        var end = (int)offset;
        while (end < limit && table[end] != 0)
            end++;
        return end < limit || limit == table.Length
            ? table[(int)offset..end]
            : throw new InvalidDataException("a name in the ELF file is unterminated");
    }

    private static ElfBytes ReadIdentification(FileBytes file)
    {
        var data = file.Slice(0, (ulong)Math.Min(file.Length, 16), "the ELF header");
        if (!data.StartsWith((ReadOnlySpan<byte>)[0x7F, (byte)'E', (byte)'L', (byte)'F']))
            throw new InvalidDataException(data.IsEmpty ? "empty file" : "not an ELF file");
        if (data.Length < 16 || data[4] is not (1 or 2) || data[5] is not (1 or 2))
            throw new InvalidDataException("ELF file of unknown word size or byte order");
        return new ElfBytes(file, is64Bit: data[4] == 2, isBigEndian: data[5] == 2);
    }

    private static ElfSection ReadSection(ElfBytes bytes, ReadOnlySpan<byte> table, int at)
    {
        var (offsetAt, sizeAt, linkAt, infoAt) = bytes.Is64Bit ? (24, 32, 40, 44) : (16, 20, 24, 28);
        return new ElfSection(
            NameOffset: bytes.UInt32(table, at),
            Type: bytes.UInt32(table, at + 4),
            Flags: bytes.Word(table, at + 8),
            Offset: bytes.Word(table, at + offsetAt),
            Size: bytes.Word(table, at + sizeAt),
            Link: bytes.UInt32(table, at + linkAt),
            Info: bytes.UInt32(table, at + infoAt));
    }
}
