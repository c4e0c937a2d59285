using KernelSplit.Host.Processes;

namespace KernelSplit.Building.Sources;

/// <summary>A package of the distribution that contains a kernel source.</summary>
/// <param name="Identity">Package and version, as a file name.</param>
/// <param name="Download">Downloads the source tarball into the given directory and returns its path.</param>
internal sealed record DistributionSource(
    string Identity, Func<string, Action<string>, CancellationToken, Task<string>> Download)
{
    /// <exception cref="MissingToolException">
    /// There is no supported package manager, or it has no kernel source.
    /// </exception>
    public static async Task<DistributionSource> FindNewest(Action<string> onLine, CancellationToken cancellation)
    {
        if (ProgramPath.Find("apt-get") is not null)
            return await AptSource.FindNewest(onLine, cancellation);
        if (ProgramPath.Find("dnf") is not null)
            return await RpmSource.FindNewestWithDnf(cancellation);
        if (ProgramPath.Find("zypper") is not null)
            return await RpmSource.FindNewestWithZypper(cancellation);
        throw new MissingToolException(
            "no apt-get, dnf or zypper to get the distribution's kernel source with",
            "Set \"kernel: /path/to/linux\" in kernelsplit.yaml");
    }

    /// <summary>The file below a directory that matches the pattern of a kernel tarball.</summary>
    public static string FindTarball(string directory, string pattern) =>
        Directory.EnumerateFiles(directory, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .FirstOrDefault()
        ?? throw new MissingToolException(
            $"the distribution's kernel source package contains no {pattern}",
            "Set \"kernel: /path/to/linux\" in kernelsplit.yaml");
}
