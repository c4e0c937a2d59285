using System.Runtime.InteropServices;

namespace KernelSplit.Foundation;

/// <summary>
/// A lock on a file or directory (flock(2)). Programs that are started while it is held inherit it: if this process is
/// killed, it stays locked until all that it has started have ended, too.
/// </summary>
public sealed partial class FileLock : IDisposable
{
    private const int Shared = 1;
    private const int Exclusive = 2;
    private const int NonBlocking = 4;
    private const int Unlock = 8;
    private const int WouldBlock = 11;
    private const int NotFound = 2;
    private const int ReadOnlyAccess = 0;
    private const int Create = 0x40;
    private const int Mode = 0x1B6;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private int _file;

    private FileLock(int file) => _file = file;

    /// <summary>Waits for an exclusive lock.</summary>
    /// <param name="path">A directory, or a file, which is created if it doesn't exist and stays.</param>
    /// <param name="onWait">Called once if another process has the lock.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="IOException">The file can't be created or opened.</exception>
    public static async Task<FileLock> Take(string path, Action? onWait, CancellationToken cancellation)
    {
        for (var waits = false; ; waits = true)
        {
            if (TryTake(path, Exclusive, Directory.Exists(path) ? 0 : Create) is { } taken)
                return taken;
            if (!waits)
                onWait?.Invoke();
            await Task.Delay(Pause, cancellation);
        }
    }

    /// <returns>Null if another process, or this one, has it, or if it doesn't exist.</returns>
    /// <exception cref="IOException">It can't be opened.</exception>
    public static FileLock? TryTake(string path) => TryTake(path, Exclusive, 0);

    /// <summary>A lock that others may share, and that keeps them from an exclusive one.</summary>
    /// <returns>Null if it is locked exclusively, or doesn't exist.</returns>
    /// <inheritdoc cref="TryTake(string)" path="/exception"/>
    public static FileLock? TryShare(string path) => TryTake(path, Shared, 0);

    private static FileLock? TryTake(string path, int kind, int create)
    {
        var file = Open(path, ReadOnlyAccess | create, Mode);
        if (file < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            return error == NotFound && create == 0
                ? null
                : throw new IOException($"{Marshal.GetPInvokeErrorMessage(error)} : '{path}'", error);
        }

        var taken = new FileLock(file);
        // A file system without locks has one user.
        if ((Lock(file, kind | NonBlocking) == 0 || Marshal.GetLastPInvokeError() != WouldBlock) && taken.IsAt(path))
            return taken;
        taken.Close();
        return null;
    }

    public void Dispose()
    {
        if (_file < 0)
            return;
        // Also for those who inherited it.
        _ = Lock(_file, Unlock);
        Close();
    }

    /// <summary>Whether what is locked is what is at the path; others may have deleted or moved it.</summary>
    internal bool IsAt(string path)
    {
        try
        {
            var (opened, there) = (FileStamp.OfOpen(_file), FileStamp.OfTarget(path, out _));
            return (opened.Device, opened.Inode) == (there.Device, there.Inode);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private void Close()
    {
        _ = CloseFile(_file);
        _file = -1;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(int file, int operation);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseFile(int file);
}
