using System.Runtime.InteropServices;
using KernelSplit.Foundation;

namespace KernelSplit.Building.Probing;

/// <summary>A string that identifies the state of a file, following links.</summary>
internal static partial class FileState
{
    // Two changes within one tick of the file system's clock look the same. A tick is at most 10 ms, or 2 s where
    // time stamps have no fraction.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan CoarseTick = TimeSpan.FromSeconds(2);

    /// <summary>The state; any change after this call gives another one.</summary>
    public static string Of(string path)
    {
        if (FileStamp.FindTarget(path, out _) is not { } stamp)
            return "-";
        var age = DateTime.UtcNow - DateTime.UnixEpoch.AddTicks(stamp.Changed / 100);
        var tick = stamp.Changed % 1_000_000_000 == 0 ? CoarseTick : Tick;
        if (age > -tick && age < tick)
        {
            Thread.Sleep(tick - age);
            return Of(path);
        }

        return stamp.ToString();
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

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);
}
