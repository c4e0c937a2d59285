using KernelSplit.Host.Processes;

namespace KernelSplit.Building.Sources;

/// <summary>A package of the distribution that holds a kernel source.</summary>
/// <param name="Identity">Package and version, as a file name.</param>
/// <param name="Download">Puts the source tarball into the folder that it is given and returns its path.</param>
internal sealed record DistributionSource(
    string Identity, Func<string, Action<string>, CancellationToken, Task<string>> Download)
{
    /// <exception cref="MissingToolException">No package manager that we know, or it knows no kernel source.</exception>
    public static async Task<DistributionSource> FindNewest(Action<string> onLine, CancellationToken cancellation)
    {
        if (ProgramPath.Find("apt-get") is not null)
            return await AptSource.FindNewest(onLine, cancellation);
        if (ProgramPath.Find("dnf") is not null)
            return await RpmSource.FindNewestWithDnf(cancellation);
        if (ProgramPath.Find("zypper") is not null)
            return await RpmSource.FindNewestWithZypper(cancellation);
        throw new MissingToolException(
            "None of apt-get, dnf and zypper is here to get the distribution's kernel source from",
            "Write \"kernel: /path/to/linux\" into kernelsplit.yaml");
    }

    /// <summary>The one file below a folder that looks like a kernel's tarball.</summary>
    public static string FindTarball(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal).FirstOrDefault()
        ?? throw new MissingToolException(
            $"The distribution's kernel source package holds no {pattern}",
            "Write \"kernel: /path/to/linux\" into kernelsplit.yaml");
}
