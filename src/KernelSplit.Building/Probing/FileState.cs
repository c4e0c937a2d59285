using System.Globalization;
using System.Runtime.InteropServices;

namespace KernelSplit.Building.Probing;

/// <summary>A string that identifies the state of a file, following links (statx(2)).</summary>
internal static unsafe partial class FileState
{
    // Two changes within one tick of the file system's clock look the same. A tick is at most 10 ms, or 2 s where
    // time stamps have no fraction.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan CoarseTick = TimeSpan.FromSeconds(2);

    /// <summary>The state; any change after this call gives another one.</summary>
    public static string Of(string path)
    {
        // struct statx is the same on every architecture: include/uapi/linux/stat.h.
        const int CurrentDirectory = -100, BasicStats = 0x7FF;
        var stat = stackalloc byte[256];
        if (Stat(CurrentDirectory, path, 0, BasicStats, stat) != 0)
            return "-";
        var (changed, nanoseconds) = (*(long*)(stat + 96), *(uint*)(stat + 104));
        var age = DateTime.UtcNow - DateTime.UnixEpoch.AddSeconds(changed).AddTicks(nanoseconds / 100);
        var tick = nanoseconds == 0 ? CoarseTick : Tick;
        if (age > -tick && age < tick)
        {
            Thread.Sleep(tick - age);
            return Of(path);
        }

        var (size, inode, mode) = (*(ulong*)(stat + 40), *(ulong*)(stat + 32), *(ushort*)(stat + 28));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{*(ulong*)(stat + 136):x}:{inode}:{mode}:{size}:{changed}.{nanoseconds}");
    }

    public static bool IsProgram(string path)
    {
        const int Executable = 1;
        return File.Exists(path) && Access(path, Executable) == 0;
    }

    public static bool IsElf(string path)
    {
        try
        {
            var head = new byte[4];
            using var file = File.OpenRead(path);
            file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            return head.AsSpan().SequenceEqual("\u007FELF"u8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(int directory, string path, int flags, uint mask, byte* stat);

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);
}
