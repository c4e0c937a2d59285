namespace KernelSplit.Modules.Compression;

internal enum CompressionFormat
{
    None,
    Gzip,
    Xz,
    Zstd,
}

internal static class CompressionMagic
{
    private static ReadOnlySpan<byte> Gzip => [0x1F, 0x8B];

    private static ReadOnlySpan<byte> Xz => [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0];

    private static ReadOnlySpan<byte> Zstd => [0x28, 0xB5, 0x2F, 0xFD];

    /// <summary>
    /// The format by its first bytes: RFC 1952 2.3.1, the .xz file format 2.1.1.1, RFC 8878 3.1.1. As in kmod, the
    /// bytes decide and not the file's name.
    /// </summary>
    public static CompressionFormat Detect(ReadOnlySpan<byte> start) =>
        start.StartsWith(Gzip) ? CompressionFormat.Gzip
        : start.StartsWith(Xz) ? CompressionFormat.Xz
        : start.StartsWith(Zstd) ? CompressionFormat.Zstd
        : CompressionFormat.None;
}
