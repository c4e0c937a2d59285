using System.Globalization;
using System.Runtime.InteropServices;

namespace KernelSplit.Kbuild.Probing;

/// <summary>What tells a file, behind all links, from every other state of it (statx(2)).</summary>
internal static unsafe partial class FileState
{
    /// <summary>The state of what isn't there.</summary>
    public const string Missing = "-";

    /// <summary>The state of a folder whose content isn't asked for.</summary>
    public const string Folder = "d";

    // Clocks of file systems are coarse: a file that changed this shortly before may change again unnoticed.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);
    private const int CurrentDirectory = -100;
    private const uint BasicStats = 0x7FF;
    private const int StatSize = 256;
    private const ushort FolderType = 0x4000;
    private const ushort TypeMask = 0xF000;

    /// <summary>The state; that of a folder is its content's only where the path ends with a slash.</summary>
    public static string Of(string path) => Of(path, out _);

    /// <param name="path">Ends with a slash when the names in a folder matter.</param>
    /// <param name="isSettled">Whether a later change would show.</param>
    public static string Of(string path, out bool isSettled)
    {
        isSettled = true;
        var stat = stackalloc byte[StatSize];
        if (Stat(CurrentDirectory, path, 0, BasicStats, stat) != 0)
            return Missing;
        // struct statx is the same on every architecture: include/uapi/linux/stat.h.
        int mode = *(ushort*)(stat + 28);
        if ((mode & TypeMask) == FolderType && !path.EndsWith('/'))
            return Folder;
        var changed = *(long*)(stat + 96);
        isSettled = DateTime.UnixEpoch.AddSeconds(changed).AddMicroseconds(*(uint*)(stat + 104) / 1000) < DateTime.UtcNow - Settled;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{*(uint*)(stat + 136)}:{*(uint*)(stat + 140)}:{*(ulong*)(stat + 32)}:{mode}:{*(long*)(stat + 40)}:{changed}.{*(uint*)(stat + 104)}:{*(long*)(stat + 112)}.{*(uint*)(stat + 120)}");
    }

    public static bool IsProgram(string path)
    {
        const int Executable = 1;
        return File.Exists(path) && Access(path, Executable) == 0;
    }

    public static bool IsWritable(string path)
    {
        const int Writable = 2;
        return Access(path, Writable) == 0;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(int directory, string path, int flags, uint mask, byte* stat);

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);
}
