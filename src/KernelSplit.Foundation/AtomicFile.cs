using System.Text;

namespace KernelSplit.Foundation;

/// <summary>
/// Writes files atomically: they appear complete or not at all, even with concurrent writers. A symbolic link stays,
/// and the file that it leads to is replaced; pipes, terminals and other devices are written to.
/// </summary>
public static class AtomicFile
{
    private const string Suffix = ".partial";

    /// <summary>Replaces a file by a text.</summary>
    public static void Write(string path, string text) => Write(path, to => to.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Replaces a file by what is written to the stream.</summary>
    public static void Write(string path, Action<Stream> write) => Write(path, write, isSynced: true);

    /// <summary>
    /// The same without fsync: after a power failure the file may be empty. For files that carry a checksum or can be
    /// regenerated.
    /// </summary>
    public static void WriteUnsynced(string path, Action<Stream> write) => Write(path, write, isSynced: false);

    /// <summary>Replaces a file by a copy of another one, with its permissions and time stamp.</summary>
    public static void Copy(string source, string path)
    {
        using var from = File.OpenRead(source);
        Write(path, to =>
        {
            from.CopyTo(to);
            if (to is not FileStream { Name: var name } file || !name.EndsWith(Suffix, StringComparison.Ordinal))
                return;
            file.Flush();
            File.SetUnixFileMode(file.SafeFileHandle, File.GetUnixFileMode(from.SafeFileHandle));
            File.SetLastWriteTimeUtc(file.SafeFileHandle, File.GetLastWriteTimeUtc(from.SafeFileHandle));
        });
    }

    /// <summary>Replaces a regular file by one that a program writes to the path it is given.</summary>
    public static Task ReplaceAsync(string path, Func<string, Task> write) =>
        Replace(path, (_, partial) => write(partial), isSynced: true);

    private static void Write(string path, Action<Stream> write, bool isSynced)
    {
        try
        {
            if (OutputDevice.Of(path) is { } device)
            {
                device.Write(write);
                return;
            }

            Replace(path, (stream, _) =>
            {
                write(stream);
                return Task.CompletedTask;
            }, isSynced).GetAwaiter().GetResult();
        }
        catch (IOException e) when (!e.Message.Contains(path, StringComparison.Ordinal))
        {
            // That of a full disk names no file.
            throw new IOException($"{e.Message} : '{path}'", e.HResult);
        }
    }

    private static async Task Replace(string path, Func<FileStream, string, Task> write, bool isSynced)
    {
        path = OutputDevice.FollowLinks(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        DeleteAbandoned(path);
        using var stream = CreatePartial(path);
        try
        {
            await write(stream, stream.Name);
            stream.Flush(flushToDisk: isSynced);
            File.Move(stream.Name, path, overwrite: true);
        }
        catch
        {
            File.Delete(stream.Name);
            throw;
        }
    }

    /// <summary>
    /// As long as it is open, it has a shared lock (.NET takes one for FileShare.Read): others see by it that it isn't
    /// abandoned.
    /// </summary>
    private static FileStream CreatePartial(string path)
    {
        const int WouldBlock = 11;
        while (true)
        {
            var partial = $"{path}.{Path.GetRandomFileName()}{Suffix}";
            try
            {
                var stream = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
                if (File.Exists(partial))
                    return stream;
                stream.Dispose();
            }
            catch (IOException e) when (e.HResult == WouldBlock)
            {
                // Another writer took it for abandoned before it was locked.
            }
        }
    }

    /// <summary>Deletes what writers of this file left behind that were killed.</summary>
    private static void DeleteAbandoned(string path)
    {
        var start = Path.GetFileName(path) + ".";
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "*" + Suffix))
        {
            if (!Path.GetFileName(file).StartsWith(start, StringComparison.Ordinal))
                continue;
            using var held = FileLock.TryTake(file);
            if (held is not null)
                File.Delete(file);
        }
    }
}
