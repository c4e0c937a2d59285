using System.Runtime.InteropServices;

namespace KernelSplit.Foundation;

/// <summary>Keeps a power failure from leaving a name without its content.</summary>
internal static partial class FileSync
{
    /// <summary>Writes to disk what is still in memory of the file system that a directory is on.</summary>
    public static void All(string directory)
    {
        var file = Open(directory, 0);
        if (file < 0)
            return;
        _ = SyncFileSystem(file);
        _ = Close(file);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "syncfs")]
    private static partial int SyncFileSystem(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
