namespace KernelSplit.Modules.Compression;

/// <summary>
/// What a compressed module may inflate to. Real ones shrink to a tenth at most, and the largest, with debug
/// information, have some hundred MiB.
/// </summary>
internal static class InflationLimit
{
    /// <summary>Bytes that no module may inflate to more than.</summary>
    public const int LargestModule = 384 * 1024 * 1024;

    private const long Base = 64 * 1024 * 1024;
    private const long Ratio = 64;

    public static int Of(long compressedSize, int limit) =>
        (int)Math.Min(Math.Min(limit, LargestModule), Base + (Ratio * compressedSize));
}
