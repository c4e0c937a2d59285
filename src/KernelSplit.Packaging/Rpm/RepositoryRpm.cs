using KernelSplit.Host.Processes;

namespace KernelSplit.Packaging.Rpm;

/// <summary>An RPM in a repository, with the fields that a repository needs.</summary>
/// <param name="File">Its path.</param>
/// <param name="Release">Its version and release.</param>
/// <param name="Architecture">RPM's architecture.</param>
/// <param name="Source">The name of its source RPM.</param>
/// <param name="HeaderDigest">Digest of the header without signatures, which may be added later.</param>
internal sealed record RepositoryRpm(
    string File, RpmRelease Release, string Architecture, string Source, string HeaderDigest)
{
    private const string Query = "%{VERSION}\\t%{RELEASE}\\t%{ARCH}\\t%{SOURCERPM}\\t%{SHA256HEADER}\\n";

    /// <exception cref="ToolFailedException">One of them is damaged.</exception>
    public static async Task<IReadOnlyList<RepositoryRpm>> Read(
        IReadOnlyList<string> files, CancellationToken cancellation)
    {
        if (files.Count == 0)
            return [];
        var lines = (
            await Tool.Output(
                new ToolCall("rpm", ["--query", "--nosignature", "--package", "--queryformat", Query, .. files]),
                cancellation)).Split('\n');
        return [.. files.Zip(lines, Read)];
    }

    /// <summary>Whether it was built from a spec of this name.</summary>
    public bool WasBuiltAs(string name) => Source == $"{name}-{Release}.src.rpm";

    private static RepositoryRpm Read(string file, string line)
    {
        var fields = line.Split('\t');
        return new RepositoryRpm(file, new RpmRelease(fields[0], fields[1]), fields[2], fields[3], fields[4]);
    }
}
