using System.IO.Compression;
using System.Runtime.InteropServices;

namespace KernelSplit.Testing.Inputs;

/// <summary>Compresses by the libraries that the reader decompresses with.</summary>
internal static class Compress
{
    public static byte[] Gzip(byte[] data)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(data);
        return compressed.ToArray();
    }

    /// <param name="data">The content.</param>
    /// <param name="check">1 is CRC32, 4 CRC64, 10 SHA-256.</param>
    public static byte[] Xz(byte[] data, int check = 1)
    {
        var compressed = new byte[data.Length + 1024];
        nuint length = 0;
        lzma_easy_buffer_encode(
            0, check, 0, data, (nuint)data.Length, compressed, ref length, (nuint)compressed.Length).ShouldBe(0);
        return compressed[..(int)length];
    }

    public static byte[] Zstd(byte[] data)
    {
        var compressed = new byte[data.Length + 1024];
        var length = ZSTD_compress(compressed, (nuint)compressed.Length, data, (nuint)data.Length, 1);
        return compressed[..(int)length];
    }

    [DllImport("liblzma.so.5")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int lzma_easy_buffer_encode(
        uint preset,
        int check,
        nint allocator,
        byte[] input,
        nuint size,
        byte[] output,
        ref nuint position,
        nuint room);

    [DllImport("libzstd.so.1")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nuint ZSTD_compress(byte[] output, nuint room, byte[] input, nuint size, int level);
}
