namespace KernelSplit.Modules.Compression;

internal enum CompressionFormat
{
    None,
    Gzip,
    Xz,
    Zstd,
    Bzip2,
    Lzip,
}

internal static class CompressionMagic
{
    private static ReadOnlySpan<byte> Gzip => [0x1F, 0x8B];

    private static ReadOnlySpan<byte> Xz => [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0];

    private static ReadOnlySpan<byte> Zstd => [0x28, 0xB5, 0x2F, 0xFD];

    private static ReadOnlySpan<byte> Bzip2 => "BZh"u8;

    private static ReadOnlySpan<byte> Lzip => "LZIP"u8;

    /// <summary>
    /// The format by its first bytes: RFC 1952 2.3.1, the .xz file format 2.1.1.1, RFC 8878 3.1.1,
    /// bzip2's BZ_HDR_*, the lzip format's "ID string". As in kmod, the
    /// bytes decide and not the file's name.
    /// </summary>
    public static CompressionFormat Detect(ReadOnlySpan<byte> start) =>
        start.StartsWith(Gzip) ? CompressionFormat.Gzip
        : start.StartsWith(Xz) ? CompressionFormat.Xz
        : start.StartsWith(Zstd) ? CompressionFormat.Zstd
        : start.StartsWith(Bzip2) ? CompressionFormat.Bzip2
        : start.StartsWith(Lzip) ? CompressionFormat.Lzip
        : CompressionFormat.None;
}
