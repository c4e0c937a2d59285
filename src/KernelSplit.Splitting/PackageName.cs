namespace KernelSplit.Splitting;

/// <summary>
/// What RPM and dpkg both allow in names, versions and releases (rpm's build/parsePreamble.c, Debian policy 5.6.1 and
/// 5.6.12). Whoever reads such a word checks it here, so that what writes specs, control files, file names and scripts
/// gets no other.
/// </summary>
public static class PackageName
{
    public const string Hint = "Use letters, digits and . _ + -, a letter or digit first";

    public const string VersionHint = "Use letters, digits and . _ + ~ ^, a letter or digit first";

    // With what is added to it, a file's name may have 255 characters.
    private const int Longest = 128;

    /// <summary>Of a package, a package map or a kernel without its version.</summary>
    public static bool IsValid(string name) => IsWord(name, "._+-");

    /// <summary>RPM's Version or Release, which has no dash.</summary>
    public static bool IsVersion(string version) => IsWord(version, "._+~^");

    /// <summary>A kernel's release, as <c>uname -r</c> prints it.</summary>
    public static bool IsKernelRelease(string release) => IsWord(release, "._+~^-");

    private static bool IsWord(string text, string others) =>
        text.Length is > 0 and <= Longest
        && char.IsAsciiLetterOrDigit(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || others.Contains(c));
}
