namespace KernelSplit.Foundation;

/// <summary>
/// Results kept outside the checkout, each in a directory named by its inputs. A directory is either complete, with a
/// <see cref="Manifest"/> of its files beside it, or still has the suffix <c>.partial</c>, so a later run can't mistake
/// the remains of an interrupted one for a result.
/// </summary>
public sealed class Cache(string root)
{
    private const string Partial = ".partial";
    internal const string LockSuffix = ".lock";
    internal const string WorkName = "work";

    // Nobody else deletes what this process uses.
    private static readonly Dictionary<string, FileLock> InUse = new(StringComparer.Ordinal);

    /// <summary>
    /// The user's cache directory: <c>$XDG_CACHE_HOME/kernelsplit</c> (XDG base directory specification).
    /// </summary>
    /// <exception cref="InvalidInputException">The environment names none.</exception>
    public static string RootOfThisUser => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } directory
            ? Absolute(directory, "XDG_CACHE_HOME")
            : Path.Combine(Absolute(Home, "HOME"), ".cache"),
        "kernelsplit");

    /// <summary>Containers and .NET give users without a home directory the root directory.</summary>
    private static string Home =>
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is var home
            && (home != "/" || Environment.IsPrivilegedProcess) ? home : "";

    /// <summary>Its directory.</summary>
    public string Root => root;

    /// <summary>The cache at <see cref="RootOfThisUser"/>, for results of kbuild.</summary>
    /// <exception cref="InvalidInputException">kbuild can't build there, or there is none.</exception>
    public static Cache OfThisUser()
    {
        var root = RootOfThisUser;
        if (root.Any(c => char.IsWhiteSpace(c) || c == ':'))
        {
            throw new InvalidInputException(
                root, "kbuild can't build in a path with spaces or colons", "Set XDG_CACHE_HOME to another directory");
        }

        return new Cache(root);
    }

    /// <summary>A new, empty directory in the cache.</summary>
    public WorkDirectory Work() => WorkDirectory.Below(Path.Combine(root, WorkName));

    /// <summary>A result's directory; creates it if it doesn't exist, or is damaged.</summary>
    /// <param name="stage">The kind of result.</param>
    /// <param name="key">A hash of its inputs: <see cref="ContentKey"/>.</param>
    /// <param name="resumable">Whether <paramref name="make"/> can continue where an interrupted run stopped.</param>
    /// <param name="make">Fills the directory that it is given.</param>
    /// <param name="notice">Gets a sentence if another process is creating the result, or if it is damaged.</param>
    /// <param name="cancellation">Stops waiting for another process.</param>
    /// <returns>The directory, and whether it was there already.</returns>
    /// <exception cref="IOException">The cache can't be written.</exception>
    public async Task<(string Directory, bool WasCached)> Get(
        string stage, string key, bool resumable, Func<string, Task> make, Action<string> notice,
        CancellationToken cancellation)
    {
        var final = Path.Combine(root, stage, key);
        if (Use(final, out var damage))
            return (final, true);

        Directory.CreateDirectory(Path.GetDirectoryName(final)!);
        using var making = await FileLock.Take(
            final + LockSuffix,
            () => notice($"waiting for another kernelsplit process that is creating {final}"), cancellation);
        if (Use(final, out damage))
            return (final, true);
        if (Directory.Exists(final))
        {
            notice($"{final} is damaged ({damage}): creating it again");
            await Remove(final, notice, cancellation);
        }

        var partial = final + Partial;
        if (!resumable && Directory.Exists(partial))
            Directory.Delete(partial, recursive: true);
        Directory.CreateDirectory(partial);
        try
        {
            await make(partial);
        }
        catch when (!resumable)
        {
            WorkDirectory.Delete(partial);
            throw;
        }

        FileSync.All(partial);
        Manifest.Of(NameOf(final), partial).Write(final);
        Directory.Move(partial, final);
        Hold(final);
        new CacheUsage(root).Prune(CacheUsage.DefaultLimit);
        return (final, false);
    }

    /// <summary>Whether a result is complete and intact; if so, it stays until this process ends.</summary>
    private static bool Use(string directory, out string? damage)
    {
        damage = null;
        if (!Directory.Exists(directory) || !Hold(directory))
            return false;
        if (Manifest.Read(directory) is not { } manifest || manifest.Name != NameOf(directory))
            damage = "its manifest";
        else
        {
            (damage, var isCopy) = manifest.Compare(directory);
            if (damage is null)
                Touch(directory, isCopy);
        }

        if (damage is not null)
            Release(directory);
        return damage is null;
    }

    /// <summary>The manifest's time stamp is that of the last use.</summary>
    private static void Touch(string directory, bool isCopy)
    {
        try
        {
            if (isCopy)
                Manifest.Of(NameOf(directory), directory).Write(directory);
            File.SetLastWriteTimeUtc(Manifest.PathFor(directory), DateTime.UtcNow);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A cache that can only be read serves, too.
        }
    }

    private static async Task Remove(string directory, Action<string> notice, CancellationToken cancellation)
    {
        using var alone = await FileLock.Take(
            directory, () => notice($"waiting for another kernelsplit process that uses {directory}"), cancellation);
        File.Delete(Manifest.PathFor(directory));
        Directory.Delete(directory, recursive: true);
    }

    private static bool Hold(string directory)
    {
        lock (InUse)
        {
            // Somebody moved it.
            foreach (var (path, gone) in InUse.Where(used => !used.Value.IsAt(used.Key)).ToList())
            {
                gone.Dispose();
                InUse.Remove(path);
            }

            if (InUse.ContainsKey(directory))
                return true;
            if (FileLock.TryShare(directory) is not { } held)
                return false;
            InUse.Add(directory, held);
            return true;
        }
    }

    private static void Release(string directory)
    {
        lock (InUse)
        {
            if (InUse.Remove(directory, out var held))
                held.Dispose();
        }
    }

    private static string NameOf(string directory) =>
        $"{Path.GetFileName(Path.GetDirectoryName(directory))}/{Path.GetFileName(directory)}";

    private static string Absolute(string path, string variable) => Path.IsPathRooted(path)
        ? path
        : throw new InvalidInputException(
            variable,
            path.Length == 0 ? "this user has no home directory" : $"\"{path}\" is not an absolute path",
            "Set XDG_CACHE_HOME to a directory for what kernelsplit keeps between runs");
}
