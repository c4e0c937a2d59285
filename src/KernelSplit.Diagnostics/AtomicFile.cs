namespace KernelSplit.Kbuild.Files;

/// <summary>Files and folders that appear whole or not at all.</summary>
public static class AtomicFile
{
    /// <summary>Writes a text beside its place and renames it there.</summary>
    public static void Write(string path, string text)
    {
        // /dev/null or a pipe of the shell is written to, never replaced.
        if (Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal))
        {
            File.WriteAllText(path, text);
            return;
        }

        Replace(path, partial => File.WriteAllText(partial, text));
    }

    /// <summary>Writes a file beside its place and renames it there.</summary>
    public static void Write(string path, Action<Stream> write) => Replace(path, partial =>
    {
        using var stream = File.Create(partial);
        write(stream);
    });

    /// <summary>Copies a file beside its place and renames it there.</summary>
    public static void Copy(string source, string path) => Replace(path, partial => File.Copy(source, partial, overwrite: true));

    private static void Replace(string path, Action<string> write)
    {
        var partial = path + ".partial";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        try
        {
            write(partial);
            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }
}
