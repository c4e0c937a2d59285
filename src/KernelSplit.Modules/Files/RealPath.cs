using System.Runtime.InteropServices;

namespace KernelSplit.Modules.Files;

/// <summary>A path without symbolic links.</summary>
internal static class RealPath
{
    private const int NoSuchFile = 2;
    private const int Loop = 40;
    private const int LongestPath = 4096;

    /// <exception cref="IOException">It doesn't exist or can't be accessed.</exception>
    public static unsafe string Of(string path)
    {
        var resolved = stackalloc byte[LongestPath + 1];
        if (Libc.RealPath(path, resolved) is not null)
            return Marshal.PtrToStringUTF8((nint)resolved)!;
        throw new IOException(Marshal.GetLastPInvokeError() switch
        {
            NoSuchFile => "is a dangling symbolic link",
            Loop => "is a symbolic link loop",
            _ => Marshal.GetLastPInvokeErrorMessage(),
        });
    }
}
