namespace KernelSplit.Foundation;

/// <summary>
/// Results kept outside the checkout, each in a directory named by its inputs. A directory is either complete or still
/// has the suffix <c>.partial</c>, so a later run can't mistake the remains of an interrupted one for a result.
/// </summary>
public sealed class Cache(string root)
{
    /// <summary>
    /// The user's cache directory: <c>$XDG_CACHE_HOME/kernelsplit</c> (XDG base directory specification).
    /// </summary>
    public static string RootOfThisUser { get; } = Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg
            ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "kernelsplit");

    /// <summary>The cache at <see cref="RootOfThisUser"/>, for results of kbuild.</summary>
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

    /// <summary>Whether the cache has a result.</summary>
    public bool Has(string stage, string key) => Directory.Exists(PathOf(stage, key));

    /// <summary>A result's directory; creates it if it doesn't exist.</summary>
    /// <param name="stage">The kind of result.</param>
    /// <param name="key">A hash of its inputs: <see cref="ContentKey"/>.</param>
    /// <param name="resumable">Whether <paramref name="make"/> can continue where an interrupted run stopped.</param>
    /// <param name="make">Fills the directory that it is given.</param>
    public async Task<string> Get(string stage, string key, bool resumable, Func<string, Task> make)
    {
        var final = PathOf(stage, key);
        if (Directory.Exists(final))
            return final;

        Directory.CreateDirectory(Path.GetDirectoryName(final)!);
        using var held = Lock(final + ".lock");
        if (Directory.Exists(final))
            return final;

        var partial = final + ".partial";
        if (!resumable && Directory.Exists(partial))
            Directory.Delete(partial, recursive: true);
        Directory.CreateDirectory(partial);
        await make(partial);
        Directory.Move(partial, final);
        return final;
    }

    private string PathOf(string stage, string key) => Path.Combine(root, stage, key);

    private static FileStream Lock(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(file))
        {
            throw new InvalidInputException(
                file, "another kernelsplit process is creating this result", "Wait until it has finished, or stop it");
        }
    }
}
