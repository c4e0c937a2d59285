namespace KernelSplit.Modules.Elf;

/// <summary>One entry of the section header table (gABI, "Sections"). Offset and size are bytes in the file.</summary>
internal readonly record struct ElfSection(uint NameOffset, uint Type, ulong Offset, ulong Size, uint Link)
{
    public const uint SymbolTable = 2;
    public const uint NoBits = 8;
}
