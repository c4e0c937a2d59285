namespace KernelSplit.Makefiles.Evaluation;

/// <summary>Paths below the top of a kernel source, separated by <c>/</c>.</summary>
internal static class SourcePath
{
    /// <summary>Without <c>.</c>, <c>..</c> and repeated slashes; null for a path outside the source.</summary>
    public static string? Normalize(string path)
    {
        if (path.StartsWith('/'))
            return null;
        if (!path.Contains("./", StringComparison.Ordinal) && !path.Contains("//", StringComparison.Ordinal)
            && !path.EndsWith('.'))
            return path.TrimEnd('/');

        var parts = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                if (parts.Count == 0)
                    return null;
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    public static string? Combine(string directory, string path) =>
        Normalize(directory.Length == 0 ? path : $"{directory}/{path}");
}
