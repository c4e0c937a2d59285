namespace KernelSplit.Modules.Reading;

internal static class FileLength
{
    /// <summary>Of the file itself where the path is a link; found without opening it.</summary>
    /// <exception cref="IOException">There is no such file, or links go in a circle.</exception>
    public static long Of(string path) => (File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path)).Length;
}
