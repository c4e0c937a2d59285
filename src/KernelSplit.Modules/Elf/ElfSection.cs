namespace KernelSplit.Modules.Elf;

/// <summary>One entry of the section header table (gABI, "Sections"). Offset and size are bytes in the file.</summary>
internal readonly record struct ElfSection(
    uint NameOffset, uint Type, ulong Flags, ulong Offset, ulong Size, uint Link)
{
    private const uint NoBits = 8;
    private const ulong Allocated = 2;

    public bool IsSymbolTable => Type == 2;

    /// <summary>It has bytes in the file.</summary>
    public bool HasContent => Type != NoBits;

    /// <summary>SHF_ALLOC: it is in memory while the program is.</summary>
    public bool IsLoaded => (Flags & Allocated) != 0;
}
