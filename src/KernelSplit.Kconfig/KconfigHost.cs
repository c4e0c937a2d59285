namespace KernelSplit.Kconfig;

/// <summary>
/// What Kconfig needs from the machine. Text is one char per byte (Latin-1) throughout, as in the kernel's conf;
/// <see cref="ByteText"/> converts.
/// </summary>
public sealed class KconfigHost
{
    /// <summary>The value of an environment variable, null if not set.</summary>
    public Func<string, string?> Environment { get; init; } =
        name => ByteText.FromUtf8(System.Environment.GetEnvironmentVariable(name));

    /// <summary>
    /// Runs a command of <c>$(shell,...)</c> with <c>sh -c</c> and returns its standard output unchanged. By default
    /// every command prints nothing.
    /// </summary>
    public Func<string, string> Shell { get; init; } = _ => "";

    /// <summary>
    /// Called from another thread with each command that <see cref="Shell"/> will probably run, and whether its output
    /// is needed now. Returns null for a command that may have side effects and must not run ahead; else its output, or
    /// an empty string while there is none. If null, no files are scanned ahead.
    /// </summary>
    public Func<string, bool, string?>? Prefetch { get; init; }

    /// <summary>Where files are searched first; the kernel source comes second.</summary>
    public string Directory { get; init; } = System.Environment.CurrentDirectory;

    /// <summary>Gets what conf prints to standard output, in chunks.</summary>
    public Action<string> Output { get; init; } = _ => { };

    /// <summary>Gets what conf prints to standard error, in chunks.</summary>
    public Action<string> Errors { get; init; } = _ => { };

    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Gets the path of each file that is looked for, before it is read; from any thread.</summary>
    internal Action<string>? Files { get; init; }

    /// <summary>Returns a file that was read ahead.</summary>
    internal Func<string, byte[]?>? FileAhead { get; init; }

    internal bool FileExists(string name) => Places(name).Any(File.Exists);

    /// <summary>A file's bytes from the directory or else from <c>$srctree</c>; null if in neither.</summary>
    internal byte[]? ReadFile(string name)
    {
        if (FileAhead?.Invoke(name) is { } known)
            return known;
        foreach (var place in Places(name))
        {
            Files?.Invoke(place);
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
