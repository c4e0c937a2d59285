namespace KernelSplit.Packaging.Rpm;

/// <summary>A file as an RPM's header has it.</summary>
/// <param name="Path">Full.</param>
/// <param name="Mode">Type and permissions, as st_mode of inode(7).</param>
/// <param name="Owner">"user:group".</param>
/// <param name="IsGhost">Whether the package owns it without bringing it.</param>
public sealed record RpmFile(string Path, int Mode, string Owner = RpmFile.Root, bool IsGhost = false)
{
    public const string Root = "root:root";

    private const int TypeMask = 0xF000;
    private const int RegularType = 0x8000;
    private const int FolderType = 0x4000;

    public bool IsRegular => (Mode & TypeMask) == RegularType;

    public bool IsFolder => (Mode & TypeMask) == FolderType;

    /// <summary>As chmod takes them, such as 0644.</summary>
    public string Permissions => "0" + Convert.ToString(Mode & ~TypeMask, 8);
}
