namespace KernelSplit.Foundation;

/// <summary>Writes files atomically: they appear complete or not at all, even with concurrent writers.</summary>
public static class AtomicFile
{
    /// <summary>Writes text to a temporary file in the same directory and renames it.</summary>
    public static void Write(string path, string text)
    {
        // /dev/null and the shell's pipes are written to, never replaced.
        if (Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal))
            File.WriteAllText(path, text);
        else
            Replace(path, partial => File.WriteAllText(partial, text));
    }

    /// <summary>Writes to a temporary file in the same directory and renames it.</summary>
    public static void Write(string path, Action<Stream> write) => Replace(path, ToStream(write));

    /// <summary>
    /// The same without fsync: after a power failure the file may be empty. For files that carry a checksum or can be
    /// regenerated.
    /// </summary>
    public static void WriteUnsynced(string path, Action<Stream> write) =>
        Replace(path, ToStream(write), isSynced: false);

    /// <summary>Copies to a temporary file in the same directory and renames it.</summary>
    public static void Copy(string source, string path) => Replace(path, partial => File.Copy(source, partial));

    /// <summary>Lets the caller create a temporary file in the same directory and renames it.</summary>
    /// <param name="path">The final path.</param>
    /// <param name="write">Creates the file at the path it is given.</param>
    /// <param name="isSynced">Whether to fsync before the rename.</param>
    public static void Replace(string path, Action<string> write, bool isSynced = true) =>
        ReplaceAsync(path, partial =>
        {
            write(partial);
            return Task.CompletedTask;
        }, isSynced).GetAwaiter().GetResult();

    /// <inheritdoc cref="Replace"/>
    public static async Task ReplaceAsync(string path, Func<string, Task> write, bool isSynced = true)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var partial = $"{path}.{Path.GetRandomFileName()}.partial";
        try
        {
            await write(partial);
            if (isSynced)
                Sync(partial);
            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    private static Action<string> ToStream(Action<Stream> write) => partial =>
    {
        using var stream = new FileStream(partial, FileMode.CreateNew, FileAccess.Write);
        write(stream);
    };

    // fsync(2) covers the file's data whoever wrote it; some file systems need a writable descriptor.
    private static void Sync(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }
}
