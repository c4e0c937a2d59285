namespace KernelSplit.Packaging.Rpm;

/// <summary>A file as listed in an RPM's header.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Mode">Type and permissions, as st_mode of inode(7).</param>
/// <param name="Owner">"user:group".</param>
/// <param name="IsGhost">Whether it is a %ghost: owned by the package, but not in it.</param>
public sealed record RpmHeaderFile(string Path, int Mode, string Owner = RpmHeaderFile.Root, bool IsGhost = false)
{
    public const string Root = "root:root";

    private const int TypeMask = 0xF000;
    private const int RegularType = 0x8000;
    private const int DirectoryType = 0x4000;

    public bool IsRegular => (Mode & TypeMask) == RegularType;

    public bool IsDirectory => (Mode & TypeMask) == DirectoryType;

    /// <summary>As chmod takes them, such as 0644.</summary>
    public string Permissions => "0" + Convert.ToString(Mode & ~TypeMask, 8);
}
