namespace KernelSplit.Foundation;

/// <summary>
/// A new, empty directory for as long as something is made in it. It is locked: what a killed process left behind is
/// deleted by the next one that works there.
/// </summary>
public sealed class WorkDirectory : IDisposable
{
    private readonly FileLock _lock;

    private WorkDirectory(string path, FileLock held) => (Path, _lock) = (path, held);

    public string Path { get; }

    /// <exception cref="IOException">It can't be created.</exception>
    internal static WorkDirectory Below(string parent)
    {
        Directory.CreateDirectory(parent);
        DeleteAbandoned(parent);
        while (true)
        {
            var path = System.IO.Path.Combine(parent, System.IO.Path.GetRandomFileName());
            if (Directory.Exists(path))
                continue;
            Directory.CreateDirectory(path);
            // Another process may take it for abandoned until it is locked.
            if (FileLock.TryTake(path) is { } held)
                return new WorkDirectory(path, held);
        }
    }

    /// <summary>Deletes directories that no process works in.</summary>
    internal static void DeleteAbandoned(string parent)
    {
        if (!Directory.Exists(parent))
            return;
        foreach (var path in Directory.EnumerateDirectories(parent))
        {
            using var held = FileLock.TryTake(path);
            if (held is not null)
                Delete(path);
        }
    }

    public void Dispose()
    {
        Delete(Path);
        _lock.Dispose();
    }

    /// <summary>Deletes what need not be deleted.</summary>
    internal static void Delete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next process tries again.
        }
    }
}
