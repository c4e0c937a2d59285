using System.Runtime.InteropServices;

namespace KernelSplit.Foundation;

/// <summary>S_IFMT of a file's mode.</summary>
public enum FileType
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
public readonly partial record struct FileStamp(ulong Device, ulong Inode, long Size, long Changed, long Modified)
{
    // File system timestamps are coarse: a file that changed this recently may change again unnoticed.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    private const int CurrentDirectory = -100;
    private const int EmptyPath = 0x1000;
    private const int SymlinkNoFollow = 0x100;
    private const uint BasicStats = 0x7FF;
    private const int StatSize = 256;

    /// <summary>The state of a file itself; a symbolic link is not followed.</summary>
    /// <exception cref="IOException">The file doesn't exist or can't be accessed.</exception>
    public static FileStamp Of(string path, out FileType type) => Of(CurrentDirectory, path, SymlinkNoFollow, out type);

    /// <summary>The state of the file that a path leads to.</summary>
    /// <inheritdoc cref="Of(string, out FileType)" path="/exception"/>
    public static FileStamp OfTarget(string path, out FileType type) => Of(CurrentDirectory, path, 0, out type);

    /// <summary>The same, or null if the file doesn't exist or can't be accessed.</summary>
    public static FileStamp? FindTarget(string path, out FileType type) => Find(CurrentDirectory, path, 0, out type);

    /// <summary>Whether a change after this moment certainly gives another stamp.</summary>
    public bool IsSettled(DateTimeOffset now) => Changed < (now - Settled - DateTimeOffset.UnixEpoch).Ticks * 100;

    /// <summary>The state of an open file.</summary>
    internal static FileStamp OfOpen(int file) => Of(file, "", EmptyPath, out _);

    private static FileStamp Of(int directory, string path, int flags, out FileType type) =>
        Find(directory, path, flags, out type)
            ?? throw new IOException(Marshal.GetLastPInvokeErrorMessage(), Marshal.GetLastPInvokeError());

    private static unsafe FileStamp? Find(int directory, string path, int flags, out FileType type)
    {
        const ushort TypeMask = 0xF000;
        type = default;
        var stat = stackalloc byte[StatSize];
        if (Stat(directory, path, flags, BasicStats, stat) != 0)
            return null;
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

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Stat(int directory, string path, int flags, uint mask, byte* stat);
}
