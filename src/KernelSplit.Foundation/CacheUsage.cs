namespace KernelSplit.Foundation;

/// <summary>
/// What the cache occupies, and its end: above a limit, what wasn't used for the longest time is deleted. What a
/// process uses stays, and so does what isn't the cache's own.
/// </summary>
public sealed class CacheUsage(string root)
{
    private const string Partial = ".partial";

    /// <summary>The directories of <see cref="Cache.Get"/>, and those of a <see cref="CacheFile"/> a result.</summary>
    private static readonly string[] Stages =
        ["sources", "config", "build", "package", "verify", "modules", "kconfig-trees"];

    private static readonly string[] FileSuffixes = [".modules", ".kconfig"];

    /// <summary>The limit without an option.</summary>
    public const long DefaultLimit = 20L * 1024 * 1024 * 1024;

    /// <summary>What is in the cache, used last first.</summary>
    public IReadOnlyList<CachedResult> Results() =>
        [.. Stages.SelectMany(ResultsOf).OrderByDescending(result => result.LastUsed).ThenBy(result => result.Path)];

    /// <summary>Deletes results until the rest fits in the limit, and what killed processes left behind.</summary>
    /// <returns>What was deleted.</returns>
    /// <exception cref="IOException">Something can't be deleted.</exception>
    public IReadOnlyList<CachedResult> Prune(long limit)
    {
        WorkDirectory.DeleteAbandoned(Path.Combine(root, Cache.WorkName));
        var results = Results();
        var size = results.Sum(result => result.Size);
        var deleted = new List<CachedResult>();
        foreach (var result in results.Reverse().Where(result => result.State != CachedState.InUse))
        {
            if (size <= limit)
                break;
            if (!Delete(result))
                continue;
            size -= result.Size;
            deleted.Add(result);
        }

        return deleted;
    }

    private IEnumerable<CachedResult> ResultsOf(string stage)
    {
        var directory = Path.Combine(root, stage);
        if (!Directory.Exists(directory))
            return [];
        return Directory.EnumerateDirectories(directory).Where(path => Path.GetFileName(path) != "content")
            .Select(path => OfDirectory(stage, path))
            .Concat(Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
                .Where(IsFile).Select(path => OfFile(stage, path)))
            .OfType<CachedResult>();
    }

    /// <returns>Null if it has just been deleted.</returns>
    private static CachedResult? OfDirectory(string stage, string path)
    {
        var isPartial = path.EndsWith(Partial, StringComparison.Ordinal);
        var key = Path.GetFileName(isPartial ? path[..^Partial.Length] : path);
        var state = isPartial ? CachedState.Partial : CachedState.Complete;
        try
        {
            // Whoever creates a result has locked another file than those who use it.
            if (IsLocked(path) || (isPartial && IsLocked(path[..^Partial.Length] + Cache.LockSuffix)))
                state = CachedState.InUse;
            var manifest = isPartial ? null : Manifest.Read(path);
            var lastUsed = manifest is null
                ? Directory.GetLastWriteTimeUtc(path)
                : File.GetLastWriteTimeUtc(Manifest.PathFor(path));
            var size = manifest?.Size ?? new DirectoryInfo(path)
                .EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
                .Sum(file => file.LinkTarget is null ? file.Length : 0);
            return new CachedResult(stage, key, path, size, lastUsed, state);
        }
        catch (Exception e) when (e is DirectoryNotFoundException or FileNotFoundException)
        {
            return null;
        }
    }

    private static CachedResult? OfFile(string stage, string path)
    {
        var file = new FileInfo(path);
        return file.Exists
            ? new CachedResult(
                stage, Path.GetFileNameWithoutExtension(path), path, file.Length, file.LastWriteTimeUtc,
                CachedState.Complete)
            : null;
    }

    private static bool IsFile(string path) => FileSuffixes.Contains(Path.GetExtension(path));

    private static bool IsLocked(string path)
    {
        using var held = FileLock.TryTake(path);
        return held is null && Path.Exists(path);
    }

    private static bool Delete(CachedResult result)
    {
        if (IsFile(result.Path))
        {
            File.Delete(result.Path);
            return true;
        }

        var final = result.State == CachedState.Partial ? result.Path[..^Partial.Length] : result.Path;
        using var making = File.Exists(final + Cache.LockSuffix) ? FileLock.TryTake(final + Cache.LockSuffix) : null;
        using var alone = FileLock.TryTake(result.Path);
        // Somebody uses it since.
        if (alone is null || (making is null && File.Exists(final + Cache.LockSuffix)))
            return false;
        File.Delete(Manifest.PathFor(final));
        Directory.Delete(result.Path, recursive: true);
        if (making is not null)
            File.Delete(final + Cache.LockSuffix);
        return true;
    }
}
