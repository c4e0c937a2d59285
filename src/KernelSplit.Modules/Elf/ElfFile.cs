using KernelSplit.Modules.Files;

namespace KernelSplit.Modules.Elf;

/// <summary>
/// The section table of an ELF file: 32 and 64 bit, either byte order. Every offset is checked before use; what
/// does not fit is an <see cref="InvalidDataException"/> that says which part.
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
    private readonly ReadOnlySpan<byte> _names;

    private ElfFile(
        ElfBytes bytes, ushort machine, ReadOnlySpan<byte> table, int entrySize, ReadOnlySpan<byte> names, ulong tableEnd)
    {
        Bytes = bytes;
        Machine = machine;
        _table = table;
        _entrySize = entrySize;
        _names = names;
        TableEnd = tableEnd;
    }

    public ElfBytes Bytes { get; }

    /// <summary>e_machine: which processor it is for.</summary>
    public ushort Machine { get; }

    public int SectionCount => _table.Length / _entrySize;

    /// <summary>Where the section table ends, in bytes from the file's start. Linkers put it last.</summary>
    public ulong TableEnd { get; }

    public static ElfFile Parse(FileBytes file)
    {
        var bytes = ReadIdentification(file);
        var header = bytes.Slice(0, bytes.Is64Bit ? 64u : 52u, "the ELF header");
        var tableOffset = bytes.Word(header[(bytes.Is64Bit ? 40 : 32)..]);
        var counts = header[(bytes.Is64Bit ? 58 : 46)..];
        var entrySize = bytes.UInt16(counts);
        ulong count = bytes.UInt16(counts[2..]);
        uint nameIndex = bytes.UInt16(counts[4..]);
        if (tableOffset == 0)
            throw new InvalidDataException("ELF file without a section table");
        if (entrySize < (bytes.Is64Bit ? 64 : 40))
            throw new InvalidDataException($"section table entries of {entrySize} bytes are too small");

        if (count == 0 || nameIndex == ExtendedIndex)
        {
            var first = ReadSection(bytes, bytes.Slice(tableOffset, entrySize, "the section table"));
            count = count == 0 ? first.Size : count;
            nameIndex = nameIndex == ExtendedIndex ? first.Link : nameIndex;
        }
        if (count > MostSections)
            throw new InvalidDataException($"{count} sections are too many");
        if (count > bytes.Length / entrySize)
            throw new InvalidDataException("the section table lies outside of the file (truncated?)");

        var table = bytes.Slice(tableOffset, count * entrySize, "the section table");
        if (nameIndex >= count)
            throw new InvalidDataException("the section names' index is not in the section table");
        var names = ReadSection(bytes, table[((int)nameIndex * entrySize)..]);
        return new ElfFile(
            bytes,
            bytes.UInt16(header[18..]),
            table,
            entrySize,
            bytes.Slice(names.Offset, names.Size, "the table of section names"),
            tableOffset + (count * entrySize));
    }

    public ElfSection Section(int index) => ReadSection(Bytes, _table[(index * _entrySize)..]);

    public ReadOnlySpan<byte> NameOf(ElfSection section) => StringAt(_names, section.NameOffset);

    /// <summary>The first section of that name that has bytes in the file; -1 when there is none.</summary>
    public int IndexOf(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < SectionCount; i++)
        {
            var section = Section(i);
            if (section.HasContent && NameOf(section).SequenceEqual(name))
                return i;
        }
        return -1;
    }

    /// <summary>The content of the first section of that name; empty when there is none.</summary>
    public ReadOnlySpan<byte> Content(ReadOnlySpan<byte> name) =>
        IndexOf(name) is var index and >= 0 ? Content(Section(index)) : [];

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
                throw new InvalidDataException("the symbol table names no table of strings");
            (table, strings) = (section, Section((int)section.Link));
            return true;
        }
        (table, strings) = (default, default);
        return false;
    }

    /// <summary>The bytes from an offset in a string table up to the next NUL; empty when outside of it.</summary>
    /// <exception cref="InvalidDataException">A name without end, which would be searched again and again.</exception>
    public static ReadOnlySpan<byte> StringAt(ReadOnlySpan<byte> table, uint offset)
    {
        if (offset >= table.Length)
            return [];
        var rest = table[(int)offset..];
        var end = rest[..Math.Min(rest.Length, LongestName + 1)].IndexOf((byte)0);
        if (end >= 0)
            return rest[..end];
        return rest.Length <= LongestName ? rest : throw new InvalidDataException("a name in the ELF file has no end");
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

    private static ElfSection ReadSection(ElfBytes bytes, ReadOnlySpan<byte> entry)
    {
        var (flagsAt, offsetAt, sizeAt, linkAt) = bytes.Is64Bit ? (8, 24, 32, 40) : (8, 16, 20, 24);
        return new ElfSection(
            NameOffset: bytes.UInt32(entry),
            Type: bytes.UInt32(entry[4..]),
            Flags: bytes.Word(entry[flagsAt..]),
            Offset: bytes.Word(entry[offsetAt..]),
            Size: bytes.Word(entry[sizeAt..]),
            Link: bytes.UInt32(entry[linkAt..]));
    }
}
