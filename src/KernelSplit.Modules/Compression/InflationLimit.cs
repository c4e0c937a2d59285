namespace KernelSplit.Modules.Compression;

/// <summary>
/// How much a compressed module may inflate to. Real modules compress to no less than a tenth, and the largest ones,
/// with debug information, have a few hundred MiB.
/// </summary>
internal static class InflationLimit
{
    /// <summary>Maximum size of an inflated module in bytes.</summary>
    public const int LargestModule = 384 * 1024 * 1024;

    private const long Base = 64 * 1024 * 1024;
    private const long Ratio = 64;

    public static int Of(long compressedSize, int limit) =>
        (int)Math.Min(Math.Min(limit, LargestModule), Base + (Ratio * compressedSize));
}
