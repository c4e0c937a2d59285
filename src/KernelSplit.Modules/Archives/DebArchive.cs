using KernelSplit.Modules.Compression;

namespace KernelSplit.Modules.Archives;

/// <summary>A Debian package: an ar archive that contains a compressed tar archive of its files (deb(5)).</summary>
internal static class DebArchive
{
    private const string DataPrefix = "data.tar";

    private static readonly string[] ReadableData =
        ["data.tar", "data.tar.gz", "data.tar.xz", "data.tar.zst", "data.tar.bz2"];

    /// <param name="package">The package from its first byte.</param>
    /// <param name="budget">The budget for inflating it.</param>
    /// <exception cref="InvalidDataException">Truncated, damaged, or in an unsupported compression format.</exception>
    public static IEnumerable<ArchiveMember> Read(Stream package, InflationBudget budget)
    {
        var hasData = false;
        foreach (var part in ArArchive.Read(package))
        {
            if (!part.Path.StartsWith(DataPrefix, StringComparison.Ordinal))
                continue;
            if (hasData)
                throw new InvalidDataException("more than one data.tar: not a Debian package");
            hasData = true;
            if (!ReadableData.Contains(part.Path))
                throw new InvalidDataException($"{part.Path}: unsupported compression, not gzip, xz, zstd or bzip2");
            foreach (var member in TarArchive.Read(new PeekStream(part.Content), budget))
                yield return member;
        }
        if (!hasData)
            throw new InvalidDataException("no data.tar: not a Debian package");
    }
}
