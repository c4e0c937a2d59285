using System.IO.Compression;

namespace KernelSplit.Modules.Compression;

internal static class Decompressor
{
    /// <summary>
    /// The content of a compressed archive, which is disposed with the returned stream. If liblzma supports it, several
    /// threads decode its blocks.
    /// </summary>
    /// <exception cref="InvalidDataException">While reading: truncated or corrupt data.</exception>
    /// <exception cref="MissingLibraryException">liblzma is missing, and nothing else decodes this.</exception>
    public static Stream Open(Stream compressed, CompressionFormat format) => format switch
    {
        CompressionFormat.Gzip => OpenGzip(compressed),
        CompressionFormat.Xz when Liblzma.IsInstalled =>
            new DecoderStream(compressed, new XzDecoder(Environment.ProcessorCount)),
        CompressionFormat.Zstd when Libzstd.IsInstalled => new DecoderStream(compressed, new ZstdDecoder()),
        CompressionFormat.None => compressed,
        _ => ManagedDecoder.Open(compressed, format),
    };

    /// <summary>
    /// The content of a complete compressed module, at most <paramref name="limit"/> bytes and what
    /// <see cref="InflationLimit"/> allows. The caller must dispose it before it gets another on the same thread: above
    /// <see cref="PooledBuffer.LargestPooled"/> there is only one at a time.
    /// </summary>
    /// <param name="data">All of the compressed bytes, e.g. of a mapped file.</param>
    /// <param name="format">From <see cref="CompressionMagic"/>; not <see cref="CompressionFormat.None"/>.</param>
    /// <param name="limit">Bytes.</param>
    /// <param name="budget">The remaining budget of the archive that contains the data.</param>
    /// <exception cref="InvalidDataException">Truncated or corrupt data, or too much of it.</exception>
    /// <exception cref="Foundation.InvalidInputException">The budget is used up.</exception>
    /// <exception cref="MissingLibraryException">liblzma is missing, and nothing else decodes this.</exception>
    public static PooledBuffer Decompress(
        ReadOnlySpan<byte> data, CompressionFormat format, int limit, InflationBudget? budget = null)
    {
        // Modules compress to a quarter or a fifth, so the buffer seldom has to grow.
        var expected = DeclaredSize.Of(data, format) ?? data.Length * 5L;
        var output = PooledBuffer.ForInflation(expected + 1, InflationLimit.Of(data.Length, limit), budget);
        try
        {
            if (HasNativeDecoder(format))
                Decode(data, format, output);
            else
                DecodeAsStream(data, format, output);
            return output;
        }
        catch
        {
            output.Dispose();
            throw;
        }
    }

    private static bool HasNativeDecoder(CompressionFormat format) => format switch
    {
        CompressionFormat.Xz => Liblzma.IsInstalled,
        CompressionFormat.Zstd => Libzstd.IsInstalled,
        _ => false,
    };

    private static void Decode(ReadOnlySpan<byte> data, CompressionFormat format, PooledBuffer output)
    {
        var decoder = DecoderCache.Take(format);
        try
        {
            for (DecoderStep step = default; !step.Finished; data = data[step.Consumed..])
            {
                step = decoder.Step(data, output.Space(), inputEnded: true);
                output.Advance(step.Written);
                if (step.IsStuck)
                    throw new InvalidDataException("compressed data is truncated");
            }
        }
        finally
        {
            DecoderCache.Return(format, decoder);
        }
    }

    private static unsafe void DecodeAsStream(ReadOnlySpan<byte> data, CompressionFormat format, PooledBuffer output)
    {
        fixed (byte* start = data)
        {
            using var content = Open(new UnmanagedMemoryStream(start, data.Length), format);
            output.Fill(content);
        }
    }

    private static ReadView OpenGzip(Stream compressed) =>
        new(new GZipStream(new GzipTrailerGuard(compressed), CompressionMode.Decompress), isOwner: true);
}
