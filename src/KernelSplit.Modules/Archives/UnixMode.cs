namespace KernelSplit.Modules.Archives;

/// <summary>The type of a file in its mode (inode(7)).</summary>
internal static class UnixMode
{
    private const uint TypeMask = 0xF000;
    private const uint Directory = 0x4000;
    private const uint RegularFile = 0x8000;
    private const uint SymbolicLink = 0xA000;

    /// <summary>Null for a directory.</summary>
    public static MemberKind? KindOf(uint mode, bool isHardLink) => (mode & TypeMask) switch
    {
        RegularFile => isHardLink ? MemberKind.HardLink : MemberKind.File,
        SymbolicLink => MemberKind.SymbolicLink,
        Directory => null,
        _ => MemberKind.Special,
    };

    /// <summary>Whether the payload has content for it.</summary>
    public static bool HasContent(uint mode) => (mode & TypeMask) is RegularFile or SymbolicLink;

    public static bool IsRegularFile(uint mode) => (mode & TypeMask) == RegularFile;
}
