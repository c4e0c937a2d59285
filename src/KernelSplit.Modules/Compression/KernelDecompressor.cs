using System.Globalization;

namespace KernelSplit.Modules.Compression;

/// <summary>
/// What the kernel's decompressors (kernel/module/decompress.c with lib/xz, lib/zlib_inflate and lib/zstd) make of a
/// compressed module. That of zstd has no limit that a module can reach.
/// </summary>
internal static class KernelDecompressor
{
    private const int XzStreamHeader = 12;
    private const byte Crc32 = 1;
    private const byte Lzma2 = 0x21;

    // RFC 1952 2.3: the header's other optional parts aren't skipped.
    private const byte GzipName = 0x08;
    private const byte GzipOptionalParts = 0x02 | 0x04 | GzipName | 0x10;

    /// <param name="stored">The compressed file.</param>
    /// <param name="format">Its format.</param>
    /// <returns>Null for a format that kmod doesn't know.</returns>
    public static ModuleCompression? Judge(ReadOnlySpan<byte> stored, CompressionFormat format) => format switch
    {
        CompressionFormat.Xz when stored.Length > XzStreamHeader => OfXz(stored),
        CompressionFormat.Gzip when stored.Length > 3 => (stored[3] & GzipOptionalParts & ~GzipName) == 0
            ? new ModuleCompression("gzip")
            : new ModuleCompression("gzip", "its header has more than a file name"),
        CompressionFormat.Zstd => new ModuleCompression("zstd"),
        _ => null,
    };

    /// <summary>The .xz file format 2.1.1.2 (check) and 3.1 (the first block's filters).</summary>
    private static ModuleCompression OfXz(ReadOnlySpan<byte> stored)
    {
        if ((stored[7] & 0x0F) is var check && check > Crc32)
            return new ModuleCompression("xz", $"its check is {NameOfCheck(check)}, not CRC32");
        var block = stored[XzStreamHeader..];
        if (block.Length < 2 || (block[1] & 0x03) == 0)
            return new ModuleCompression("xz");
        var fields = block[2..];
        for (var sizes = ((block[1] >> 6) & 1) + (block[1] >> 7); sizes > 0; sizes--)
            XzNumber.Read(ref fields);
        var filter = XzNumber.Read(ref fields);
        return filter == Lzma2 ? new ModuleCompression("xz")
            : SymbolOf(filter) is { } symbol ? new ModuleCompression("xz", Symbol: symbol)
            : new ModuleCompression(
                "xz", filter == 3 ? "it has the filter delta"
                : string.Create(CultureInfo.InvariantCulture, $"it has the filter {filter:x}"));
    }

    private static string NameOfCheck(int check) => check switch
    {
        4 => "CRC64",
        10 => "SHA-256",
        _ => string.Create(CultureInfo.InvariantCulture, $"of type {check}"),
    };

    /// <summary>What lib/xz/Kconfig calls the decoders of filters for machine code.</summary>
    private static string? SymbolOf(long filter) => filter switch
    {
        4 => "XZ_DEC_X86",
        5 => "XZ_DEC_POWERPC",
        6 => "XZ_DEC_IA64",
        7 => "XZ_DEC_ARM",
        8 => "XZ_DEC_ARMTHUMB",
        9 => "XZ_DEC_SPARC",
        10 => "XZ_DEC_ARM64",
        11 => "XZ_DEC_RISCV",
        _ => null,
    };
}
