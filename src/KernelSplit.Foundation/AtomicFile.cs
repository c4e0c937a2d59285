namespace KernelSplit.Foundation;

/// <summary>Files that appear whole or not at all, whoever else writes them at the same time.</summary>
public static class AtomicFile
{
    /// <summary>Writes a text beside its place and renames it there.</summary>
    public static void Write(string path, string text)
    {
        // /dev/null or a pipe of the shell is written to, never replaced.
        if (Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal))
            File.WriteAllText(path, text);
        else
            Replace(path, partial => File.WriteAllText(partial, text));
    }

    /// <summary>Writes a file beside its place and renames it there.</summary>
    public static void Write(string path, Action<Stream> write) => Replace(path, ToStream(write));

    /// <summary>
    /// The same without waiting for the disk: after a power failure the file may be empty. For what has a fingerprint
    /// inside, or can be made again.
    /// </summary>
    public static void WriteUnsynced(string path, Action<Stream> write) =>
        Replace(path, ToStream(write), isSynced: false);

    /// <summary>Copies a file beside its place and renames it there.</summary>
    public static void Copy(string source, string path) => Replace(path, partial => File.Copy(source, partial));

    /// <summary>Lets somebody make a file beside its place and renames it there.</summary>
    /// <param name="path">The place.</param>
    /// <param name="write">Makes the file whose path it gets.</param>
    /// <param name="isSynced">Whether the disk has it before it is renamed.</param>
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

    // fsync(2) is about the file, whoever wrote it; some file systems want a descriptor that can write.
    private static void Sync(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }
}
