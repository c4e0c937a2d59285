namespace KernelSplit.Modules.Elf;

internal static class BuildId
{
    private const uint GnuBuildId = 3;

    /// <summary>
    /// The build ID from the linker's --build-id note (an ELF note: sizes of name and content, type, name, content), in
    /// hexadecimal as in `file` and debuginfod; null if missing or malformed.
    /// </summary>
    public static string? Read(ElfFile elf)
    {
        var note = elf.Content(KnownSection.BuildId);
        if (note.Length < 16 || elf.Bytes.UInt32(note, 8) != GnuBuildId || !note[12..].StartsWith("GNU\0"u8))
            return null;
        var size = elf.Bytes.UInt32(note, 4);
        return size > note.Length - 16 ? null : Convert.ToHexStringLower(note.Slice(16, (int)size));
    }
}
