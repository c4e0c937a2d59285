namespace KernelSplit.Acceptance;

/// <summary>
/// Directories that several test runs share. Each run fills one of its own and renames it: whoever comes second takes
/// what the first one made, and nobody waits or sees half of it.
/// </summary>
internal static class PublishedDirectory
{
    /// <summary>The directory; made when it doesn't exist yet.</summary>
    public static string Get(string path, Action<string> fill)
    {
        if (Directory.Exists(path))
            return path;
        var partial = Directory.CreateDirectory($"{path}.{Guid.NewGuid():N}.partial").FullName;
        try
        {
            fill(partial);
            Directory.Move(partial, path);
        }
        catch (IOException) when (Directory.Exists(path))
        {
            // Another run was quicker.
        }
        finally
        {
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);
        }

        return path;
    }
}
