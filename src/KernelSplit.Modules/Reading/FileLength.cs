namespace KernelSplit.Modules.Reading;

internal static class FileLength
{
    /// <summary>The size of a file, following links, without opening it.</summary>
    /// <exception cref="IOException">There is no such file, or a symbolic link loop.</exception>
    public static long Of(string path) =>
        (File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path)).Length;
}
