using System.Runtime.InteropServices;

namespace KernelSplit.Modules.Files;

/// <summary>S_IFMT of a file's mode; other types aren't read.</summary>
internal enum FileType
{
    Directory = 0x4000,
    Regular = 0x8000,
    Link = 0xA000,
}

/// <summary>
/// Identifies a state of a file. ctime is only set by the kernel: a change that preserves size and modification time
/// can't preserve it.
/// </summary>
/// <param name="Device">Major and minor device number of its file system.</param>
/// <param name="Inode">Its inode number.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Changed">ctime in nanoseconds since 1970.</param>
/// <param name="Modified">mtime in nanoseconds since 1970.</param>
internal readonly record struct FileStamp(ulong Device, ulong Inode, long Size, long Changed, long Modified)
{
    /// <exception cref="IOException">The file doesn't exist or can't be accessed.</exception>
    public static unsafe FileStamp Of(string path, out FileType type)
    {
        const ushort TypeMask = 0xF000;
        var stat = stackalloc byte[Libc.StatSize];
        if (Libc.Stat(Libc.CurrentDirectory, path, Libc.SymlinkNoFollow, Libc.BasicStats, stat) != 0)
            throw new IOException(Marshal.GetLastPInvokeErrorMessage());
        // struct statx is the same on every architecture: include/uapi/linux/stat.h.
        type = (FileType)(*(ushort*)(stat + 28) & TypeMask);
        return new FileStamp(
            Device: ((ulong)*(uint*)(stat + 136) << 32) | *(uint*)(stat + 140),
            Inode: *(ulong*)(stat + 32),
            Size: *(long*)(stat + 40),
            Changed: Nanoseconds(stat + 96),
            Modified: Nanoseconds(stat + 112));
    }

    private static unsafe long Nanoseconds(byte* time) => (*(long*)time * 1_000_000_000) + *(uint*)(time + 8);
}
