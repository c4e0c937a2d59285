namespace KernelSplit.Modules;

/// <summary>A shared library that the input needs is missing on this machine; the input itself is fine.</summary>
public sealed class MissingLibraryException : Exception
{
    private MissingLibraryException(
        string library, string debianPackage, string fedoraPackage, string susePackage, Exception? cause)
        : base(
            $"{library} is missing on this machine. It comes with {debianPackage} (Debian, Ubuntu), "
            + $"{fedoraPackage} (Fedora) or {susePackage} (openSUSE)",
            cause) =>
        (Library, DebianPackage, FedoraPackage, SusePackage) = (library, debianPackage, fedoraPackage, susePackage);

    /// <summary>The library's file name (soname), e.g. <c>liblzma.so.5</c>.</summary>
    public string Library { get; }

    public string DebianPackage { get; }

    public string FedoraPackage { get; }

    public string SusePackage { get; }

    internal static MissingLibraryException Lzma(Exception? cause = null) =>
        new("liblzma.so.5", "liblzma5", "xz-libs", "liblzma5", cause);

    internal static MissingLibraryException Zstd(Exception? cause = null) =>
        new("libzstd.so.1", "libzstd1", "libzstd", "libzstd1", cause);
}
