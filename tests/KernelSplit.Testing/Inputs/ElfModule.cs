using System.Buffers.Binary;
using System.Text;

namespace KernelSplit.Testing.Inputs;

/// <summary>Writes the parts of a module's ELF file that the reader looks at.</summary>
internal sealed class ElfModule
{
    private const ushort UndefinedSection = 0;
    private const ushort ModInfoIndex = 1;
    private const ushort ExportIndex = 3;
    private const byte LocalNoType = 0x00;
    private const byte GlobalNoType = 0x10;
    private const byte WeakNoType = 0x20;

    public bool Is64Bit { get; init; } = true;

    public bool IsBigEndian { get; init; }

    public IReadOnlyList<string> ModInfo { get; init; } = ["license=GPL"];

    public IReadOnlyList<string> Imports { get; init; } = [];

    public IReadOnlyList<string> WeakImports { get; init; } = [];

    public IReadOnlyList<string> Exports { get; init; } = [];

    public bool HasSymbolTable { get; init; } = true;

    /// <summary>As <c>strip --strip-unneeded</c> would: export names are left in __ksymtab_strings only.</summary>
    public bool HasExportSymbols { get; init; } = true;

    public byte[] ToBytes()
    {
        var strings = new MemoryStream();
        AddString(strings, "");
        var symbols = Symbols(strings);
        var names = new MemoryStream();
        var sections = new List<(uint Name, uint Type, byte[] Content, uint Link)>
        {
            (AddString(names, ""), 0, [], 0),
            (AddString(names, ".modinfo"), 1, Text(ModInfo), 0),
            (AddString(names, "__ksymtab_strings"), 1, Text(Exports), 0),
            (AddString(names, "__ksymtab"), 1, new byte[8 * Exports.Count], 0),
            (AddString(names, ".strtab"), 3, strings.ToArray(), 0),
        };
        if (HasSymbolTable)
            sections.Add((AddString(names, ".symtab"), 2, symbols, 4));
        var shstrtab = AddString(names, ".shstrtab");
        sections.Add((shstrtab, 3, names.ToArray(), 0));
        return Layout(sections);
    }

    private byte[] Layout(List<(uint Name, uint Type, byte[] Content, uint Link)> sections)
    {
        var headerSize = Is64Bit ? 64 : 52;
        var file = new MemoryStream();
        var table = new MemoryStream();
        file.Write(new byte[headerSize]);
        foreach (var section in sections)
        {
            Write32(table, section.Name);
            Write32(table, section.Type);
            WriteWord(table, 0);
            WriteWord(table, 0);
            WriteWord(table, (ulong)file.Position);
            WriteWord(table, (ulong)section.Content.Length);
            Write32(table, section.Link);
            Write32(table, 0);
            WriteWord(table, 1);
            WriteWord(table, 0);
            file.Write(section.Content);
        }
        var tableOffset = (ulong)file.Position;
        table.WriteTo(file);
        file.Position = 0;
        WriteHeader(file, tableOffset, (ushort)headerSize, (ushort)sections.Count);
        return file.ToArray();
    }

    private void WriteHeader(MemoryStream file, ulong tableOffset, ushort headerSize, ushort sections)
    {
        file.Write([0x7F, (byte)'E', (byte)'L', (byte)'F', (byte)(Is64Bit ? 2 : 1), (byte)(IsBigEndian ? 2 : 1), 1]);
        file.Position = 16;
        Write16(file, 1);
        Write16(file, 62);
        Write32(file, 1);
        WriteWord(file, 0);
        WriteWord(file, 0);
        WriteWord(file, tableOffset);
        Write32(file, 0);
        Write16(file, headerSize);
        Write16(file, 0);
        Write16(file, 0);
        Write16(file, (ushort)(Is64Bit ? 64 : 40));
        Write16(file, sections);
        Write16(file, (ushort)(sections - 1));
    }

    private byte[] Symbols(MemoryStream strings)
    {
        var table = new MemoryStream();
        WriteSymbol(table, 0, 0, UndefinedSection);
        if (HasExportSymbols)
        {
            foreach (var export in Exports)
                WriteSymbol(table, AddString(strings, "__ksymtab_" + export), LocalNoType, ExportIndex);
        }
        foreach (var import in Imports)
            WriteSymbol(table, AddString(strings, import), GlobalNoType, UndefinedSection);
        foreach (var import in WeakImports)
            WriteSymbol(table, AddString(strings, import), WeakNoType, UndefinedSection);
        WriteSymbol(table, AddString(strings, "init_module"), GlobalNoType, ModInfoIndex);
        return table.ToArray();
    }

    private void WriteSymbol(MemoryStream table, uint name, byte info, ushort section)
    {
        Write32(table, name);
        if (!Is64Bit)
        {
            WriteWord(table, 0);
            WriteWord(table, 0);
        }
        table.Write([info, 0]);
        Write16(table, section);
        if (Is64Bit)
        {
            WriteWord(table, 0);
            WriteWord(table, 0);
        }
    }

    private static byte[] Text(IReadOnlyList<string> strings) =>
        Encoding.UTF8.GetBytes(string.Concat(strings.Select(text => text + "\0")));

    private static uint AddString(MemoryStream table, string text)
    {
        var offset = (uint)table.Position;
        table.Write(Encoding.UTF8.GetBytes(text + "\0"));
        return offset;
    }

    private void Write16(MemoryStream to, ushort value)
    {
        Span<byte> bytes = stackalloc byte[2];
        if (IsBigEndian)
            BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        else
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        to.Write(bytes);
    }

    private void Write32(MemoryStream to, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        if (IsBigEndian)
            BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        to.Write(bytes);
    }

    private void WriteWord(MemoryStream to, ulong value)
    {
        if (!Is64Bit)
        {
            Write32(to, (uint)value);
            return;
        }
        Span<byte> bytes = stackalloc byte[8];
        if (IsBigEndian)
            BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        else
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        to.Write(bytes);
    }
}
