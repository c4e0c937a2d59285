using KernelSplit.Footprint.Changes;
using KernelSplit.Footprint.Snapshots;

namespace KernelSplit.Footprint.History;

/// <summary>A series of releases of a split kernel.</summary>
/// <param name="Releases">Oldest first.</param>
/// <param name="Steps">The changes from each to the next.</param>
public sealed record Trend(IReadOnlyList<Snapshot> Releases, IReadOnlyList<Difference> Steps)
{
    /// <summary>The packages of all releases, in the order of the newest, then those it no longer has.</summary>
    public IReadOnlyList<string> Packages =>
    [
        .. Releases.Reverse().SelectMany(release => release.Sizes).Select(size =>
            size.Package).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Only the last step's gates count.</summary>
    public bool HasPassed => Steps[^1].HasPassed;

    /// <summary>Bytes on disk of a package in each release; 0 if there is none.</summary>
    public IReadOnlyList<long> Installed(string package) =>
        [
            .. Releases.Select(release =>
                release.Sizes.FirstOrDefault(size => size.Package == package)?.InstalledSize ?? 0),
        ];

    /// <summary>Bytes on disk of all packages in each release.</summary>
    public IReadOnlyList<long> Installed() =>
        [.. Releases.Select(release => release.Sizes.Sum(size => size.InstalledSize))];
}
