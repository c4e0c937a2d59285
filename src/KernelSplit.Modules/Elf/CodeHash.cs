using System.Text;
using KernelSplit.Foundation;

namespace KernelSplit.Modules.Elf;

/// <summary>
/// Hashes a module's code and data independently of the build: the loaded sections, with the targets of relocations
/// instead of their file offsets.
/// </summary>
internal readonly ref struct CodeHash
{
    // st_shndx: values from here on are not section indexes (gABI, "Special Section Indexes").
    private const int FirstReserved = 0xFF00;

    // Enough to distinguish strings, which are all hashed again with their section. A damaged module's may be
    // unterminated.
    private const int LongestString = 256;

    private readonly ElfFile _elf;
    private readonly ElfSymbolTable _symbols;
    private readonly ReadOnlySpan<byte> _release;
    private readonly HashInput _hash;

    /// <param name="elf">The module.</param>
    /// <param name="symbols">Its symbols.</param>
    /// <param name="release">The kernel's release: strings that contain it change with every release.</param>
    /// <param name="hash">Collects the input.</param>
    public CodeHash(ElfFile elf, ElfSymbolTable symbols, string? release, HashInput hash)
    {
        _elf = elf;
        _symbols = symbols;
        _hash = hash;
        _release = Encoding.UTF8.GetBytes(release ?? "");
    }

    /// <summary>Replaces the release.</summary>
    private static ReadOnlySpan<byte> ReleaseMark => "\0RELEASE\0"u8;

    /// <exception cref="InvalidDataException">
    /// A relocation is outside of its section, or has an invalid symbol.
    /// </exception>
    public string Compute()
    {
        _hash.Clear();
        var relocations = RelocationsBySection();
        var (strings, more) = (0UL, 0UL);
        for (var i = 1; i < _elf.SectionCount; i++)
        {
            var section = _elf.Section(i);
            var name = _elf.NameOf(section);
            if (!section.IsLoaded || BuildNoise.IsIn(name))
                continue;
            if (section.HasMergeableStrings && section.HasContent)
            {
                // Compilers separate long strings from short ones, and linkers sort them: only the set of strings
                // matters.
                foreach (var text in new BytePieces(_elf.Content(section), 0))
                {
                    strings += text.IsEmpty ? 0 : HashOf(text, 0);
                    more += text.IsEmpty ? 0 : HashOf(text, ulong.MaxValue);
                }
                continue;
            }
            Name(name);
            _hash.Number(section.Flags);
            if (!section.HasContent)
            {
                _hash.Number(section.Size);
                continue;
            }
            var content = _elf.Content(section);
            if (relocations[i] > 0)
                content = Relocations(_elf.Section(relocations[i]), content);
            Content(content);
        }
        _hash.Number(strings);
        _hash.Number(more);
        return _hash.Finish();
    }

    private ulong HashOf(ReadOnlySpan<byte> text, ulong seed)
    {
        var hash = seed;
        while (!_release.IsEmpty && text.IndexOf(_release) is var at and >= 0)
        {
            hash = Hash64.Of(ReleaseMark, Hash64.Of(text[..at], hash));
            text = text[(at + _release.Length)..];
        }
        return Hash64.Of(text, hash);
    }

    /// <summary>For each section, the index of its relocation section; 0 for none.</summary>
    private int[] RelocationsBySection()
    {
        var relocations = new int[_elf.SectionCount];
        for (var i = 1; i < relocations.Length; i++)
        {
            var section = _elf.Section(i);
            if (section.HasRelocations && section.Info < relocations.Length)
                relocations[section.Info] = i;
        }
        return relocations;
    }

    /// <returns>The content, with zeros where relocations apply.</returns>
    private ReadOnlySpan<byte> Relocations(ElfSection table, ReadOnlySpan<byte> content)
    {
        var bytes = _elf.Bytes;
        var entries = _elf.Content(table);
        var word = bytes.Is64Bit ? 8 : 4;
        var size = word * (table.HasAddends ? 3 : 2);
        // Without RELA, the addend is in the relocated place itself, so it depends on the target's offset.
        var cleared = table.HasAddends ? null : content.ToArray();
        for (var at = 0; at <= entries.Length - size; at += size)
        {
            var place = bytes.Word(entries, at);
            var info = bytes.Word(entries, at + word);
            var (symbol, type) =
                bytes.Is64Bit ? ((int)(info >> 32), (uint)info) : ((int)(info >> 8), (uint)(info & 0xFF));
            if (symbol < 0 || symbol >= _symbols.Count)
                throw new InvalidDataException("a relocation has an invalid symbol index");
            long addend;
            if (table.HasAddends)
            {
                addend = bytes.Is64Bit ? (long)bytes.Word(entries, at + (2 * word)) : (int)bytes
                    .UInt32(entries, at + (2 * word));
            }
            else
            {
                if (place > (ulong)content.Length - sizeof(uint))
                    throw new InvalidDataException("a relocation is outside of its section");
                addend = (int)bytes.UInt32(content, (int)place);
                cleared.AsSpan((int)place, sizeof(uint)).Clear();
            }
            _hash.Number(place);
            _hash.Number(type);
            Target(symbol, type, addend);
        }
        return cleared ?? content;
    }

    private void Target(int symbol, uint type, long addend)
    {
        var index = _symbols.Section(symbol);
        if (index is 0 or >= FirstReserved || index >= _elf.SectionCount)
        {
            Name(_symbols.Name(symbol));
            _hash.Number((ulong)addend);
            return;
        }
        var section = _elf.Section(index);
        var offset = (long)_symbols.Value(symbol) + addend;
        if (section.HasMergeableStrings && section.HasContent)
        {
            Content(StringAt(_elf.Content(section), offset + Bias(type)));
            return;
        }
        Name(_elf.NameOf(section));
        _hash.Number((ulong)offset);
    }

    /// <summary>
    /// On x86, PC-relative addends count from the end of the instruction, four bytes after the place: R_X86_64_PC32 and
    /// _PLT32, R_386_PC32.
    /// </summary>
    private int Bias(uint type) => (_elf.Machine, type) is (62, 2 or 4) or (3, 2) ? sizeof(uint) : 0;

    private static ReadOnlySpan<byte> StringAt(ReadOnlySpan<byte> strings, long offset)
    {
        if (offset < 0 || offset >= strings.Length)
            return [];
        strings = strings.Slice((int)offset, (int)Math.Min(LongestString, strings.Length - offset));
        return strings.IndexOf((byte)0) is var end and >= 0 ? strings[..end] : strings;
    }

    private void Name(ReadOnlySpan<byte> name)
    {
        _hash.Number((ulong)name.Length);
        _hash.Bytes(name);
    }

    private void Content(ReadOnlySpan<byte> content)
    {
        while (!_release.IsEmpty && content.IndexOf(_release) is var at and >= 0)
        {
            _hash.Bytes(content[..at]);
            _hash.Bytes(ReleaseMark);
            content = content[(at + _release.Length)..];
        }
        _hash.Bytes(content);
        _hash.Number(0);
    }
}
