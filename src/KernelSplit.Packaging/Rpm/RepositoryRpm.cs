using KernelSplit.Host.Processes;

namespace KernelSplit.Packaging.Rpm;

/// <summary>An RPM in a repository, with the fields that a repository needs.</summary>
/// <param name="File">Its path.</param>
/// <param name="Release">Its version and release.</param>
/// <param name="Architecture">RPM's architecture.</param>
/// <param name="Source">The name of its source RPM.</param>
/// <param name="FirstFile">The first of its paths; "(none)" for a package without files.</param>
/// <param name="HeaderDigest">Digest of the header without signatures, which may be added later.</param>
internal sealed record RepositoryRpm(
    string File, RpmRelease Release, string Architecture, string Source, string HeaderDigest,
    string FirstFile)
{
    private const string Query = "%{VERSION}\\t%{RELEASE}\\t%{ARCH}\\t%{SOURCERPM}\\t%{SHA256HEADER}\\t%{FILENAMES}\\n";

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

    /// <summary>
    /// What the release of its kernel has besides numbers: "cloud-amd64" of 6.1.0-56-cloud-amd64, "debug" of
    /// 6.12.9-200.fc41.x86_64+debug. Null for a package without a kernel's files.
    /// </summary>
    public string? Flavor
    {
        get
        {
            var parts = FirstFile.Split('/');
            var uname = parts switch
            {
                ["", "boot", var file] => file[(file.IndexOf('-', StringComparison.Ordinal) + 1)..].Replace(
                    ".img", "", StringComparison.Ordinal),
                ["", "usr", "lib", "modules", var directory, ..] => directory,
                ["", "lib", "modules", var directory, ..] => directory,
                _ => null,
            };
            return uname is null ? null : string.Join('-', uname.Split('-').Skip(1).SelectMany(Words));

            static IEnumerable<string> Words(string part) =>
                char.IsAsciiDigit(part.FirstOrDefault()) || part.StartsWith("rc", StringComparison.Ordinal)
                    ? part.Split('+').Skip(1)
                    : [part];
        }
    }

    private static RepositoryRpm Read(string file, string line)
    {
        var fields = line.Split('\t');
        return new RepositoryRpm(
            file, new RpmRelease(fields[0], fields[1]), fields[2], fields[3], fields[4], fields[5]);
    }
}
