using System.IO.Compression;

namespace KernelSplit.Modules.Compression;

internal static class Decompressor
{
    /// <summary>The content of <paramref name="compressed"/>, which is disposed with the returned stream.</summary>
    /// <exception cref="InvalidDataException">While reading: truncated or corrupt data.</exception>
    /// <exception cref="MissingLibraryException">liblzma or libzstd is missing.</exception>
    public static Stream Open(Stream compressed, CompressionFormat format) => format switch
    {
        CompressionFormat.Gzip => new GZipStream(compressed, CompressionMode.Decompress),
        CompressionFormat.Xz => new DecoderStream(compressed, new XzDecoder()),
        CompressionFormat.Zstd => new DecoderStream(compressed, new ZstdDecoder()),
        _ => compressed,
    };

    /// <summary>The content of <paramref name="data"/>, at most <paramref name="limit"/> bytes.</summary>
    /// <inheritdoc cref="Open" path="/exception"/>
    public static unsafe PooledBuffer Decompress(ReadOnlySpan<byte> data, CompressionFormat format, int limit)
    {
        fixed (byte* start = data)
        {
            using var content = Open(new UnmanagedMemoryStream(start, data.Length), format);
            // Kernel objects shrink to a quarter or a fifth, so this guess seldom has to grow.
            return PooledBuffer.ReadAll(content, data.Length * 5L, limit);
        }
    }
}
