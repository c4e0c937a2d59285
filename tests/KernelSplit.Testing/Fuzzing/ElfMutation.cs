using System.Buffers.Binary;

namespace KernelSplit.Testing.Fuzzing;

/// <summary>
/// Damages what a reader of modules goes by: the ELF header, the section table, and the content of the sections for
/// symbols, strings and modinfo. Knows ELF64 of little endian; other bytes it damages anywhere.
/// </summary>
internal static class ElfMutation
{
    private const int HeaderSize = 64;
    private const int EntrySize = 64;
    private const int SymbolTable = 2;
    private const int StringTable = 3;

    private static readonly (int At, int Size)[] HeaderFields =
        [(4, 1), (5, 1), (16, 2), (18, 2), (40, 8), (52, 2), (58, 2), (60, 2), (62, 2)];

    private static readonly (int At, int Size)[] SectionFields =
        [(0, 4), (4, 4), (8, 8), (24, 8), (32, 8), (40, 4), (44, 4), (48, 8), (56, 8)];

    private static readonly (int At, int Size)[] SymbolFields = [(0, 4), (4, 1), (6, 2), (8, 8), (16, 8)];

    public static byte[] Apply(Random random, byte[] module)
    {
        var sections = FindSections(module);
        if (sections.Count == 0)
            return Mutation.Apply(random, module);
        byte[] damaged = [.. module];
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var (at, size) = Choose(random, damaged, sections);
            Mutation.OverwriteNumber(random, damaged, Math.Min(at, damaged.Length - 1), size);
        }
        return damaged;
    }

    private static (int At, int Size) Choose(Random random, byte[] module, List<int> sections)
    {
        var (at, size) = HeaderFields[random.Next(HeaderFields.Length)];
        var entry = sections[random.Next(sections.Count)];
        switch (random.Next(5))
        {
            case 0:
                return (at, size);
            case 1:
                (at, size) = SectionFields[random.Next(SectionFields.Length)];
                return (entry + at, size);
            case 2 when sections.Find(each => TypeOf(module, each) == SymbolTable) is var table and > 0:
                (at, size) = SymbolFields[random.Next(SymbolFields.Length)];
                return (
                    ContentOf(module, table).Offset + (24 * random.Next(1 + (ContentOf(module, table).Size / 24))) + at,
                    size);
            case 3 when sections.Find(each => TypeOf(module, each) == StringTable) is var strings and > 0:
                entry = strings;
                break;
        }
        var content = ContentOf(module, entry);
        return (content.Offset + random.Next(content.Size + 1), 1 << random.Next(3));
    }

    /// <summary>Offsets of the section table's entries.</summary>
    private static List<int> FindSections(byte[] module)
    {
        if (module.Length < HeaderSize || module[4] != 2 || module[5] != 1)
            return [];
        var table = BinaryPrimitives.ReadInt64LittleEndian(module.AsSpan(40));
        var count = BinaryPrimitives.ReadUInt16LittleEndian(module.AsSpan(60));
        return table <= 0 || table + (count * EntrySize) > module.Length
            ? []
            : [.. Enumerable.Range(0, count).Select(i => (int)table + (i * EntrySize))];
    }

    private static int TypeOf(byte[] module, int entry) =>
        entry + 8 > module.Length ? 0 : BinaryPrimitives.ReadInt32LittleEndian(module.AsSpan(entry + 4));

    private static (int Offset, int Size) ContentOf(byte[] module, int entry)
    {
        var offset = BinaryPrimitives.ReadInt64LittleEndian(module.AsSpan(entry + 24));
        var size = BinaryPrimitives.ReadInt64LittleEndian(module.AsSpan(entry + 32));
        offset = Math.Clamp(offset, 0, module.Length - 1);
        return ((int)offset, (int)Math.Clamp(size, 0, module.Length - 1 - offset));
    }
}
