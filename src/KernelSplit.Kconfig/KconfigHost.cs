namespace KernelSplit.Kconfig;

/// <summary>
/// What Kconfig needs from the machine. Text is one char a byte (Latin-1) throughout, as the kernel's conf treats it;
/// <see cref="ByteText"/> converts.
/// </summary>
public sealed class KconfigHost
{
    /// <summary>The value of an environment variable, null when it isn't set.</summary>
    public Func<string, string?> Environment { get; init; } = name => ByteText.FromUtf8(System.Environment.GetEnvironmentVariable(name));

    /// <summary>
    /// Runs a command of <c>$(shell,...)</c> with <c>sh -c</c> and returns what it printed to standard output, unchanged.
    /// The answer to everything is nothing unless this is set.
    /// </summary>
    public Func<string, string> Shell { get; init; } = _ => "";

    /// <summary>
    /// Hears which commands <see cref="Shell"/> will probably be asked, from another thread and perhaps none too early, and
    /// whether the answer is waited for. Null says that running a command may have effects, so that it must wait until it
    /// is asked; else it is the answer, or empty as long as there is none. Without this, nothing is looked at ahead.
    /// </summary>
    public Func<string, bool, string?>? Foresee { get; init; }

    /// <summary>Where files are looked for first; the kernel's source is the second place.</summary>
    public string Directory { get; init; } = System.Environment.CurrentDirectory;

    /// <summary>Gets what conf prints to standard output, in pieces.</summary>
    public Action<string> Output { get; init; } = _ => { };

    /// <summary>Gets what conf prints to standard error, in pieces.</summary>
    public Action<string> Errors { get; init; } = _ => { };

    /// <summary>A file that has been read already.</summary>
    internal Func<string, byte[]?>? FileAhead { get; init; }

    internal bool FileExists(string name) => Places(name).Any(File.Exists);

    /// <summary>A file's bytes from the directory or else from <c>$srctree</c>; null when it is in neither.</summary>
    internal byte[]? ReadFile(string name)
    {
        if (FileAhead?.Invoke(name) is { } known)
            return known;
        foreach (var place in Places(name))
        {
            if (TryRead(place) is { } bytes)
                return bytes;
        }

        return null;
    }

    private IEnumerable<string> Places(string name)
    {
        if (name.Length == 0)
            yield break;
        yield return Path.Combine(Directory, ByteText.ToUtf16(name));
        if (name[0] != '/' && Environment("srctree") is { } tree)
            yield return Path.Combine(Directory, ByteText.ToUtf16($"{tree}/{name}"));
    }

    private static byte[]? TryRead(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllBytes(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
