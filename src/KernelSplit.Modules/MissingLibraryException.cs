namespace KernelSplit.Modules;

/// <summary>A shared library that the input needs is missing on this machine; the input itself may be fine.</summary>
public sealed class MissingLibraryException : Exception
{
    private MissingLibraryException(string message, Exception? cause)
        : base(message, cause)
    {
    }

    /// <param name="data">What only liblzma decodes.</param>
    /// <param name="cause">What the other decoder said.</param>
    internal static MissingLibraryException Lzma(string data, Exception? cause = null) => new(
        $"{data}: it needs liblzma.so.5, which is missing on this machine. It comes with liblzma5 (Debian, Ubuntu, "
        + "openSUSE) or xz-libs (Fedora)",
        cause);
}
