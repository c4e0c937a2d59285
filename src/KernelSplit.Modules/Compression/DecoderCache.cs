namespace KernelSplit.Modules.Compression;

/// <summary>
/// Keeps one decoder of each format per thread: creating one allocates as much as a small module.
/// </summary>
internal static class DecoderCache
{
    // Modules are compressed with dictionaries of 1 or 2 MiB; a decoder that needed more is freed.
    private const ulong LargestKept = 16 * 1024 * 1024;

    [ThreadStatic]
    private static Decoder? _xz;

    [ThreadStatic]
    private static Decoder? _zstd;

    /// <summary>The caller gives it back by <see cref="Return"/>, on the same thread.</summary>
    public static Decoder Take(CompressionFormat format)
    {
        ref var kept = ref Slot(format);
        if (kept is not { } decoder)
            return format == CompressionFormat.Xz ? new XzDecoder() : new ZstdDecoder();
        kept = null;
        decoder.Reset();
        return decoder;
    }

    public static void Return(CompressionFormat format, Decoder decoder)
    {
        ref var kept = ref Slot(format);
        if (kept is null && decoder.MemoryUse <= LargestKept)
            kept = decoder;
        else
            decoder.Dispose();
    }

    private static ref Decoder? Slot(CompressionFormat format) =>
        ref format == CompressionFormat.Xz ? ref _xz : ref _zstd;
}
