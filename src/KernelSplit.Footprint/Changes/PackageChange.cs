namespace KernelSplit.Footprint.Changes;

/// <summary>A package of one or both releases, or the total.</summary>
/// <param name="Package">Its name.</param>
/// <param name="Then">Its size in the old release; null if there is no such package.</param>
/// <param name="Now">Its size in the new release; null if there is no such package.</param>
public sealed record PackageChange(string Package, PackageFootprint? Then, PackageFootprint? Now)
{
    /// <summary>The maximum size of its modules in bytes; null if there is no limit.</summary>
    public long? Budget { get; init; }

    /// <summary>Growth on disk in bytes.</summary>
    public long InstalledGrowth => (Now?.InstalledSize ?? 0) - (Then?.InstalledSize ?? 0);

    /// <summary>Growth of the download in bytes; null if either size is unknown.</summary>
    public long? DownloadGrowth => (Now is null ? 0 : Now.DownloadSize) - (Then is null ? 0 : Then.DownloadSize);

    /// <summary>Modules that are new in it, also those from another package or the kernel image.</summary>
    public int Gained { get; init; }

    /// <summary>Modules that are no longer in it, also those now in another package or the kernel image.</summary>
    public int Lost { get; init; }

    /// <summary>Modules in it in both releases whose code changed.</summary>
    public int CodeChanged { get; init; }

    /// <summary>Size in bytes of those and of the gained modules.</summary>
    public long ChangedSize { get; init; }

    /// <summary>
    /// Bytes that <c>zstd --patch-from</c> needs to get from the old modules to the new ones; null if not measured.
    /// </summary>
    public long? IdealDelta { get; init; }
}
