using System.Globalization;
using System.Text;

namespace KernelSplit.Booting.Initramfs;

/// <summary>
/// Writes an archive that the kernel unpacks as its initramfs: cpio's "new ASCII" format (cpio(5);
/// Documentation/driver-api/early-userspace/buffer-format.rst).
/// </summary>
internal sealed class CpioWriter(Stream to)
{
    private const int Alignment = 4;
    private const uint DirectoryMode = 0x41ED; // S_IFDIR and 0755
    private const uint LinkMode = 0xA1FF; // S_IFLNK and 0777
    private const uint FileMode = 0x81A4; // S_IFREG and 0644
    private const uint ExecutableMode = 0x81ED; // S_IFREG and 0755

    private readonly HashSet<string> _directories = new(StringComparer.Ordinal);
    private uint _inode;

    /// <param name="path">Relative; its directories are made where they are missing.</param>
    /// <param name="content">At most 4 GiB, the format's limit.</param>
    /// <param name="isExecutable">Whether its mode is 0755, else 0644.</param>
    public void File(string path, ReadOnlySpan<byte> content, bool isExecutable = false)
    {
        DirectoriesAbove(path);
        Entry(path, isExecutable ? ExecutableMode : FileMode, content);
    }

    public void SymbolicLink(string path, string target)
    {
        DirectoriesAbove(path);
        Entry(path, LinkMode, Encoding.UTF8.GetBytes(target));
    }

    /// <summary>With those above it; one that is there already is left alone.</summary>
    public void Directory(string path)
    {
        if (path.Length == 0 || !_directories.Add(path))
            return;
        DirectoriesAbove(path);
        Entry(path, DirectoryMode, []);
    }

    /// <summary>Writes what marks the end.</summary>
    public void End() => Entry("TRAILER!!!", 0, []);

    private void DirectoriesAbove(string path) => Directory(path[..Math.Max(0, path.LastIndexOf('/'))]);

    private void Entry(string path, uint mode, ReadOnlySpan<byte> content)
    {
        var name = Encoding.UTF8.GetBytes(path + '\0');
        uint[] fields =
        [
            ++_inode, mode, 0, 0, mode == DirectoryMode ? 2u : 1u, 0, (uint)content.Length, 0, 0, 0, 0,
            (uint)name.Length, 0,
        ];
        var header = new StringBuilder("070701");
        foreach (var field in fields)
            header.Append(CultureInfo.InvariantCulture, $"{field:X8}");
        Padded([.. Encoding.ASCII.GetBytes(header.ToString()), .. name]);
        Padded(content);
    }

    private void Padded(ReadOnlySpan<byte> bytes)
    {
        to.Write(bytes);
        to.Write(stackalloc byte[-bytes.Length & (Alignment - 1)]);
    }
}
