namespace KernelSplit.Modules.Elf;

/// <summary>
/// The section table of an ELF file: 32 and 64 bit, either byte order. Every offset is checked before use; what
/// does not fit is an <see cref="InvalidDataException"/> that says which part.
/// </summary>
internal readonly ref struct ElfFile
{
    // e_shnum and e_shstrndx that do not fit in 16 bits are in section 0 (gABI, "ELF Header").
    private const ushort ExtendedIndex = 0xFFFF;

    private readonly ElfSection[] _sections;
    private readonly ReadOnlySpan<byte> _names;

    private ElfFile(ElfBytes bytes, ElfSection[] sections, ReadOnlySpan<byte> names)
    {
        Bytes = bytes;
        _sections = sections;
        _names = names;
    }

    public ElfBytes Bytes { get; }

    public static ElfFile Parse(ReadOnlySpan<byte> data)
    {
        var bytes = ReadIdentification(data);
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

        var first = ReadSection(bytes, bytes.Slice(tableOffset, entrySize, "the section table"));
        if (count == 0)
            count = first.Size;
        if (nameIndex == ExtendedIndex)
            nameIndex = first.Link;
        if (count > bytes.Length / entrySize)
            throw new InvalidDataException("the section table lies outside of the file (truncated?)");

        var table = bytes.Slice(tableOffset, count * entrySize, "the section table");
        var sections = new ElfSection[count];
        for (var i = 0; i < sections.Length; i++)
            sections[i] = ReadSection(bytes, table[(i * entrySize)..]);
        if (nameIndex >= count)
            throw new InvalidDataException("the section names' index is not in the section table");
        var names = sections[nameIndex];
        return new ElfFile(bytes, sections, bytes.Slice(names.Offset, names.Size, "the table of section names"));
    }

    /// <summary>The content of the first section of that name; empty when there is none.</summary>
    public ReadOnlySpan<byte> Content(ReadOnlySpan<byte> name)
    {
        foreach (var section in _sections)
        {
            if (section.Type != ElfSection.NoBits && StringAt(_names, section.NameOffset).SequenceEqual(name))
                return Content(section);
        }
        return [];
    }

    public ReadOnlySpan<byte> Content(ElfSection section) =>
        Bytes.Slice(section.Offset, section.Size, "a section's content");

    public bool TryGetSymbolTable(out ElfSection table, out ElfSection strings)
    {
        foreach (var section in _sections)
        {
            if (section.Type != ElfSection.SymbolTable)
                continue;
            if (section.Link >= _sections.Length)
                throw new InvalidDataException("the symbol table names no table of strings");
            (table, strings) = (section, _sections[section.Link]);
            return true;
        }
        (table, strings) = (default, default);
        return false;
    }

    /// <summary>The bytes from an offset in a string table up to the next NUL; empty when outside of it.</summary>
    public static ReadOnlySpan<byte> StringAt(ReadOnlySpan<byte> table, uint offset)
    {
        if (offset >= table.Length)
            return [];
        var rest = table[(int)offset..];
        var end = rest.IndexOf((byte)0);
        return end < 0 ? rest : rest[..end];
    }

    private static ElfBytes ReadIdentification(ReadOnlySpan<byte> data)
    {
        if (!data.StartsWith((ReadOnlySpan<byte>)[0x7F, (byte)'E', (byte)'L', (byte)'F']))
            throw new InvalidDataException(data.IsEmpty ? "empty file" : "not an ELF file");
        if (data.Length < 16 || data[4] is not (1 or 2) || data[5] is not (1 or 2))
            throw new InvalidDataException("ELF file of unknown word size or byte order");
        return new ElfBytes(data, is64Bit: data[4] == 2, isBigEndian: data[5] == 2);
    }

    private static ElfSection ReadSection(ElfBytes bytes, ReadOnlySpan<byte> entry)
    {
        var (offsetAt, sizeAt, linkAt) = bytes.Is64Bit ? (24, 32, 40) : (16, 20, 24);
        return new ElfSection(
            NameOffset: bytes.UInt32(entry),
            Type: bytes.UInt32(entry[4..]),
            Offset: bytes.Word(entry[offsetAt..]),
            Size: bytes.Word(entry[sizeAt..]),
            Link: bytes.UInt32(entry[linkAt..]));
    }
}
