using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace KernelSplit.Foundation;

/// <summary>
/// What is written to instead of being replaced: /dev/null, terminals, named pipes, and the shell's /dev/stdout and
/// <c>&gt;(command)</c>, which are links to open files of this process.
/// </summary>
internal sealed partial class OutputDevice
{
    private readonly string _path;
    private readonly int? _open;

    private OutputDevice(string path, int? open) => (_path, _open) = (path, open);

    /// <returns>Null for a regular file, and for a path where nothing is yet.</returns>
    public static OutputDevice? Of(string path)
    {
        var target = FollowLinks(path);
        if (OpenFileAt(target) is { } open)
            return new OutputDevice(path, open);
        if (!Path.Exists(target))
            return null;
        FileStamp.OfTarget(path, out var type);
        return type switch
        {
            FileType.Regular => null,
            FileType.Directory => throw new IOException($"Is a directory : '{path}'"),
            _ => new OutputDevice(path, null),
        };
    }

    /// <summary>Where a path leads to, whether there is a file or not.</summary>
    public static string FollowLinks(string path)
    {
        const int MostLinks = 40;
        for (var i = 0; i < MostLinks; i++)
        {
            path = Path.GetFullPath(path);
            if (OpenFileAt(path) is not null || new FileInfo(path).LinkTarget is not { } target)
                return path;
            path = Path.Combine(Path.GetDirectoryName(path)!, target);
        }

        throw new IOException($"Too many symbolic links : '{path}'");
    }

    public void Write(Action<Stream> write)
    {
        using var stream = _open is { } number
            ? new FileStream(new SafeFileHandle(Duplicate(number), ownsHandle: true), FileAccess.Write, 0)
            : new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
        write(stream);
        // .NET leaves the offset, which the shell's next command shares, where it was.
        if (_open is not null && stream.CanSeek)
            _ = Seek((int)stream.SafeFileHandle.DangerousGetHandle(), stream.Position, 0);
    }

    /// <summary>
    /// The number of the open file that /dev/stdout or /dev/fd/63 is. Opening such a path again would start over at the
    /// beginning of a file that the shell appends to.
    /// </summary>
    private static int? OpenFileAt(string path) =>
        Path.GetDirectoryName(path) is "/dev/fd" or "/proc/self/fd"
            && int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : null;

    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    private static partial int Duplicate(int file);

    [LibraryImport("libc", EntryPoint = "lseek64")]
    private static partial long Seek(int file, long offset, int from);
}
