using KernelSplit.Foundation;

namespace KernelSplit.Modules.Reading;

internal static class FileLength
{
    /// <summary>The size of a file, following links, without opening it.</summary>
    /// <exception cref="IOException">There is no such file, or a symbolic link loop.</exception>
    public static long Of(string path) =>
        FileStamp.OfTarget(path, out _).Size;
}
