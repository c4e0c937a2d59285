namespace KernelSplit.Foundation;

/// <summary>
/// Finished results outside the checkout, each a folder named by what it was made from. A folder is either complete or
/// still has <c>.partial</c> behind its name, so an interrupted run leaves nothing that a later one could mistake for a
/// result.
/// </summary>
public sealed class Cache(string root)
{
    /// <summary>The user's own: <c>$XDG_CACHE_HOME/kernelsplit</c> (XDG base directory specification).</summary>
    public static string RootOfThisUser { get; } = Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg
            ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "kernelsplit");

    /// <summary>The cache at <see cref="RootOfThisUser"/>, for results that kbuild makes.</summary>
    public static Cache OfThisUser()
    {
        var root = RootOfThisUser;
        if (root.Any(c => char.IsWhiteSpace(c) || c == ':'))
            throw new InvalidInputException(root, "kbuild can't work below a path with spaces or colons", "Set XDG_CACHE_HOME to another folder");
        return new Cache(root);
    }

    /// <summary>Whether a result is there.</summary>
    public bool Has(string stage, string key) => Directory.Exists(PathOf(stage, key));

    /// <summary>A result's folder; makes it when it isn't there yet.</summary>
    /// <param name="stage">What kind of result.</param>
    /// <param name="key">What it is made from: <see cref="ContentKey"/>.</param>
    /// <param name="resumable">Whether <paramref name="make"/> can go on with what an interrupted run left.</param>
    /// <param name="make">Fills the folder that it is given.</param>
    public async Task<string> Get(string stage, string key, bool resumable, Func<string, Task> make)
    {
        var final = PathOf(stage, key);
        if (Directory.Exists(final))
            return final;

        Directory.CreateDirectory(Path.GetDirectoryName(final)!);
        using var turn = TakeTurn(final + ".lock");
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

    private static FileStream TakeTurn(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(file))
        {
            throw new InvalidInputException(file, "another kernelsplit is making this result right now", "Wait for it, or end it");
        }
    }
}
