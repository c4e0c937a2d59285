namespace KernelSplit.Makefiles.Evaluation;

/// <summary>Reads the files of a kernel source.</summary>
internal static class MakefileText
{
    // Far more than the largest one of Linux has.
    private const int Most = 4 << 20;

    /// <summary>A file's text, cut off where no Makefile is that long; null when there is none.</summary>
    /// <param name="source">The source's top.</param>
    /// <param name="file">Relative to it.</param>
    public static string? Read(string source, string file)
    {
        try
        {
            using var stream = new FileStream(Path.Combine(source, file), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            var bytes = new byte[(int)Math.Min(stream.Length, Most)];
            return System.Text.Encoding.UTF8.GetString(bytes, 0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
