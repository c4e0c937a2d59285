namespace KernelSplit.Modules.Elf;

/// <summary>One entry of the section header table (gABI, "Sections"). Offset and size are bytes in the file.</summary>
internal readonly record struct ElfSection(
    uint NameOffset, uint Type, ulong Flags, ulong Offset, ulong Size, uint Link, uint Info)
{
    private const uint NoBits = 8;
    private const ulong Allocated = 2;
    private const ulong MergeableStrings = 0x10 | 0x20;

    public bool IsSymbolTable => Type == 2;

    /// <summary>SHT_RELA: relocations with addends; SHT_REL has the addends in the relocated places.</summary>
    public bool HasRelocations => Type is 4 or 9;

    public bool HasAddends => Type == 4;

    /// <summary>It occupies space in the file.</summary>
    public bool HasContent => Type != NoBits;

    /// <summary>SHF_ALLOC: it is loaded into memory.</summary>
    public bool IsLoaded => (Flags & Allocated) != 0;

    /// <summary>SHF_MERGE and SHF_STRINGS: the linker may reorder and deduplicate its strings.</summary>
    public bool HasMergeableStrings => (Flags & MergeableStrings) == MergeableStrings;
}
