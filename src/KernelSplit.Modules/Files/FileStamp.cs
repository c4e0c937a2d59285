using System.Runtime.InteropServices;

namespace KernelSplit.Modules.Files;

/// <summary>S_IFMT of a file's mode; the others are no files that one reads.</summary>
internal enum FileType
{
    Directory = 0x4000,
    Regular = 0x8000,
    Link = 0xA000,
}

/// <summary>
/// What tells a file from every later state of it. The time of change (ctime) is set by the kernel and by nobody else:
/// who keeps size and modification time while changing a file can't keep that.
/// </summary>
/// <param name="Device">Major and minor number of its file system.</param>
/// <param name="Inode">Its number there.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Changed">Nanoseconds since 1970.</param>
/// <param name="Modified">Nanoseconds since 1970.</param>
internal readonly record struct FileStamp(ulong Device, ulong Inode, long Size, long Changed, long Modified)
{
    /// <exception cref="IOException">The file is gone or can't be reached.</exception>
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
