using KernelSplit.Footprint.Changes;
using KernelSplit.Footprint.Snapshots;

namespace KernelSplit.Footprint.History;

/// <summary>Several releases of a split kernel in a row.</summary>
/// <param name="Releases">The oldest first.</param>
/// <param name="Steps">What changed from each to the next.</param>
public sealed record Trend(IReadOnlyList<Snapshot> Releases, IReadOnlyList<Difference> Steps)
{
    /// <summary>The packages of any release, as the newest lists them, then those that it has no more.</summary>
    public IReadOnlyList<string> Packages => [.. Releases.Reverse().SelectMany(release => release.Sizes).Select(size => size.Package).Distinct(StringComparer.Ordinal)];

    /// <summary>The last step's gates decide: the earlier ones are history.</summary>
    public bool HasPassed => Steps[^1].HasPassed;

    /// <summary>Bytes on disk of a package in each release; 0 where there was none.</summary>
    public IReadOnlyList<long> Installed(string package) =>
        [.. Releases.Select(release => release.Sizes.FirstOrDefault(size => size.Package == package)?.InstalledSize ?? 0)];

    /// <summary>Bytes on disk of all packages in each release.</summary>
    public IReadOnlyList<long> Installed() => [.. Releases.Select(release => release.Sizes.Sum(size => size.InstalledSize))];
}
