namespace KernelSplit.Footprint.Impact;

/// <summary>Maps paths given by users and patches to paths of a kernel source.</summary>
/// <param name="source">The source's top.</param>
public sealed class SourceNames(string source)
{
    private readonly string _top = Path.GetFullPath(source).TrimEnd('/') + "/";

    /// <summary>
    /// A path relative to the top of the source. The first component is dropped if git added it (a/, b/), or if the
    /// path only exists without it, as in patches made with diff -r linux.orig linux.
    /// </summary>
    /// <returns>Null for a path outside the source.</returns>
    public string? Of(string path)
    {
        if (path.StartsWith('/'))
        {
            var full = Path.GetFullPath(path);
            return full.StartsWith(_top, StringComparison.Ordinal) ? full[_top.Length..] : null;
        }

        while (path.StartsWith("./", StringComparison.Ordinal))
            path = path[2..];
        if (path.Length == 0 || path.Split('/').Contains("..") || path.Contains('\0', StringComparison.Ordinal))
            return null;
        var slash = path.IndexOf('/');
        if (slash <= 0 || IsThere(path))
            return path;
        var stripped = path[(slash + 1)..];
        return stripped.Length > 0 && (IsThere(stripped) || path[..slash] is "a" or "b") ? stripped : path;
    }

    public bool IsThere(string path) => File.Exists(_top + path);
}
