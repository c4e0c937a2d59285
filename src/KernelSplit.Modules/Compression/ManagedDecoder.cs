using SharpCompress.Common;
using SharpCompress.Compressors;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.LZMA;
using SharpCompress.Compressors.Xz;
using SharpCompress.Compressors.ZStandard;

namespace KernelSplit.Modules.Compression;

/// <summary>
/// SharpCompress's decoders: for formats without a native decoder here, and for machines without liblzma or libzstd.
/// </summary>
internal sealed class ManagedDecoder : ForwardStream
{
    // The .xz file format 2.1.1.2: the second of two bytes behind the magic is the type of check, 0 for none.
    private const int XzFlags = 7;

    private readonly CompressionFormat _format;
    private readonly Stream _compressed;
    private readonly PeekStream _rest;
    private Stream? _decoder;

    private ManagedDecoder(Stream compressed, CompressionFormat format)
    {
        (_compressed, _format, _rest) = (compressed, format, new PeekStream(compressed));
        _decoder = Guard(OpenRest);
    }

    /// <summary>The content of <paramref name="compressed"/>, which is disposed with the returned stream.</summary>
    /// <exception cref="InvalidDataException">Here or while reading: truncated or corrupt data.</exception>
    /// <exception cref="MissingLibraryException">Here or while reading: data that only liblzma decodes.</exception>
    public static Stream Open(Stream compressed, CompressionFormat format) => new ManagedDecoder(compressed, format);

    public override int Read(Span<byte> buffer)
    {
        while (_decoder is { } decoder && !buffer.IsEmpty)
        {
            var read = Read(decoder, buffer);
            if (read > 0)
                return read;
            decoder.Dispose();
            _decoder = Guard(OpenNextStream);
        }
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _decoder?.Dispose();
            _compressed.Dispose();
        }
        base.Dispose(disposing);
    }

    private static int Read(Stream decoder, Span<byte> buffer)
    {
        try
        {
            return decoder.Read(buffer);
        }
        catch (Exception e) when (Explain(e) is { } known)
        {
            throw known;
        }
    }

    private static Stream? Guard(Func<Stream?> open)
    {
        try
        {
            return open();
        }
        catch (Exception e) when (Explain(e) is { } known)
        {
            throw known;
        }
    }

    private Stream OpenRest() => _format switch
    {
        CompressionFormat.Xz => OpenXz(),
        CompressionFormat.Zstd => new DecompressionStream(_rest),
        CompressionFormat.Bzip2 => BZip2Stream.Create(_rest, CompressionMode.Decompress, decompressConcatenated: true),
        _ => LZipStream.Create(_rest, CompressionMode.Decompress),
    };

    /// <summary>
    /// Without a check nobody would notice what SharpCompress 0.50.8 makes of data that went through the x86 filter.
    /// </summary>
    private XZStream OpenXz() => _rest.Start.Length <= XzFlags || (_rest.Start[XzFlags] & 0x0F) != 0
        ? new XZStream(new ReadView(_rest, isOwner: false))
        : throw MissingLibraryException.Lzma("xz data without a check");

    /// <summary>A .xz file may hold several streams, each padded to a multiple of four; XZStream reads one.</summary>
    private XZStream? OpenNextStream()
    {
        if (_format != CompressionFormat.Xz)
            return null;
        int padding;
        do
        {
            _rest.PeekAgain();
            if (_rest.Start.IsEmpty)
                return null;
            padding = _rest.Start.IndexOfAnyExcept((byte)0);
            _rest.SkipAhead(padding < 0 ? _rest.Start.Length : padding);
        }
        while (padding < 0);
        _rest.PeekAgain();
        return OpenXz();
    }

    private static Exception? Explain(Exception e) => e switch
    {
        NotImplementedException => MissingLibraryException.Lzma("xz data with a filter that only liblzma knows", e),
        InvalidFormatException { Message: "Block check corrupt" } =>
            MissingLibraryException.Lzma(
                "xz data that is corrupt, or went through a filter that only liblzma knows", e),
        EndOfStreamException or IncompleteArchiveException =>
            new InvalidDataException("compressed data is truncated", e),
        SharpCompressException or ZstdException or OutOfMemoryException or OverflowException or IndexOutOfRangeException
            or ArgumentException => new InvalidDataException($"compressed data is corrupt: {e.Message}", e),
        _ => null,
    };
}
