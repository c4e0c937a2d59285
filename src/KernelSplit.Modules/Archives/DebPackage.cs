using KernelSplit.Modules.Compression;

namespace KernelSplit.Modules.Archives;

/// <summary>A Debian package: an ar archive with a compressed tar of the files in it (deb(5)).</summary>
internal static class DebPackage
{
    private const string DataPrefix = "data.tar";

    private static readonly string[] ReadableData = ["data.tar", "data.tar.gz", "data.tar.xz", "data.tar.zst"];

    /// <param name="package">From its first byte.</param>
    /// <param name="budget">What it may inflate to.</param>
    /// <exception cref="InvalidDataException">Truncated, damaged, or compressed in another way.</exception>
    public static IEnumerable<ArchiveMember> Read(Stream package, InflationBudget budget)
    {
        var hasData = false;
        foreach (var part in ArArchive.Read(package))
        {
            if (!part.Path.StartsWith(DataPrefix, StringComparison.Ordinal))
                continue;
            if (hasData)
                throw new InvalidDataException("two data.tar in it: not a Debian package");
            hasData = true;
            if (!ReadableData.Contains(part.Path))
                throw new InvalidDataException($"{part.Path} can't be read; gzip, xz and zstd can");
            foreach (var member in TarArchive.Read(new PeekStream(part.Content), budget))
                yield return member;
        }
        if (!hasData)
            throw new InvalidDataException("no data.tar in it: not a Debian package");
    }
}
