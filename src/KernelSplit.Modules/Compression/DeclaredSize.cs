using System.Buffers.Binary;

namespace KernelSplit.Modules.Compression;

/// <summary>The uncompressed size that compressed data declares. It may be wrong.</summary>
internal static class DeclaredSize
{
    private const int XzFooterSize = 12;

    /// <summary>Bytes; null if missing or nonsensical.</summary>
    public static long? Of(ReadOnlySpan<byte> data, CompressionFormat format) => format switch
    {
        CompressionFormat.Gzip => OfGzip(data),
        CompressionFormat.Xz => OfXz(data),
        CompressionFormat.Zstd => ZstdDecoder.ContentSize(data),
        _ => null,
    };

    /// <summary>RFC 1952 2.3.1, ISIZE: of the last member, modulo 4 GiB.</summary>
    private static long? OfGzip(ReadOnlySpan<byte> data) =>
        data.Length < 4 ? null : BinaryPrimitives.ReadUInt32LittleEndian(data[^4..]);

    /// <summary>The .xz file format 2.1.2 (footer) and 4 (index); of the last stream, without padding.</summary>
    private static long? OfXz(ReadOnlySpan<byte> data)
    {
        if (data.Length < XzFooterSize || !data.EndsWith("YZ"u8))
            return null;
        var indexSize = (BinaryPrimitives.ReadUInt32LittleEndian(data[^8..]) + 1L) * 4;
        if (indexSize > data.Length - XzFooterSize)
            return null;
        var index = data[^(XzFooterSize + (int)indexSize)..^XzFooterSize][1..];
        long size = 0;
        for (var blocks = XzNumber.Read(ref index); blocks > 0 && !index.IsEmpty; blocks--)
        {
            _ = XzNumber.Read(ref index);
            size += XzNumber.Read(ref index);
        }
        return size is >= 0 and <= int.MaxValue ? size : null;
    }
}
