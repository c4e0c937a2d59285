using KernelSplit.Foundation;

namespace KernelSplit.Testing.Kernels;

/// <summary>
/// What tests keep between runs: downloaded packages, unpacked kernels. Runs at the same time share it.
/// </summary>
internal static class TestCache
{
    private static readonly string Root = Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "kernelsplit", "tests");

    /// <summary>A path below the cache's root; nothing is made.</summary>
    public static string Of(params string[] names) => Path.Combine([Root, .. names]);

    /// <summary>
    /// A path below the cache's root, made by the first who asks, of this process or another; it appears whole.
    /// </summary>
    /// <param name="make">Writes a file or a directory of the given path.</param>
    /// <param name="names">Of directories and, last, of what is made.</param>
    public static string Get(Action<string> make, params string[] names)
    {
        var path = Of(names);
        if (Path.Exists(path))
            return path;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var turn = FileLock.Take(path + ".lock", null, default).GetAwaiter().GetResult();
        if (Path.Exists(path))
            return path;
        var partial = path + ".partial";
        Shell.Must("rm", "-rf", partial);
        make(partial);
        Directory.Move(partial, path);
        return path;
    }
}
