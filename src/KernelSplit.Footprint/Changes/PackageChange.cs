namespace KernelSplit.Footprint.Changes;

/// <summary>A package of one or both releases, or all together.</summary>
/// <param name="Package">Its name.</param>
/// <param name="Then">What it cost; nothing where the old release has no such package.</param>
/// <param name="Now">What it costs.</param>
public sealed record PackageChange(string Package, PackageFootprint? Then, PackageFootprint? Now)
{
    /// <summary>The most bytes that its modules may have; nothing where any size is fine.</summary>
    public long? Budget { get; init; }

    /// <summary>Bytes on disk that it grew by.</summary>
    public long InstalledGrowth => (Now?.InstalledSize ?? 0) - (Then?.InstalledSize ?? 0);

    /// <summary>Bytes to transfer that it grew by; nothing where either is unknown.</summary>
    public long? DownloadGrowth => (Now is null ? 0 : Now.DownloadSize) - (Then is null ? 0 : Then.DownloadSize);

    /// <summary>Modules that came, from nowhere or from another package or the kernel image.</summary>
    public int Gained { get; init; }

    /// <summary>Modules that went, also to another package or the kernel image.</summary>
    public int Lost { get; init; }

    /// <summary>Modules in it, in both releases, whose code is different.</summary>
    public int Rewritten { get; init; }

    /// <summary>Bytes of those and of the modules that came.</summary>
    public long RewrittenSize { get; init; }

    /// <summary>Bytes that <c>zstd --patch-from</c> needs to make the new modules of the old; only where that was measured.</summary>
    public long? IdealDelta { get; init; }
}
