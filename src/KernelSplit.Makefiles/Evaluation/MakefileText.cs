namespace KernelSplit.Makefiles.Evaluation;

/// <summary>Reads files of a kernel source tree.</summary>
internal static class MakefileText
{
    // Far more than the largest one in Linux.
    private const int Most = 4 << 20;

    /// <summary>A file's text, truncated beyond any real Makefile's length; null if there is none.</summary>
    /// <param name="source">The top of the source.</param>
    /// <param name="file">Relative to it.</param>
    public static string? Read(string source, string file)
    {
        try
        {
            using var stream = new FileStream(
                Path.Combine(source, file), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            var bytes = new byte[(int)Math.Min(stream.Length, Most)];
            return System.Text.Encoding.UTF8.GetString(
                bytes, 0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
