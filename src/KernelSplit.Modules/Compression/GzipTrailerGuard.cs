namespace KernelSplit.Modules.Compression;

/// <summary>
/// Appends bytes to gzip data that are neither another member nor a possible trailer (RFC 1952 2.3.1). GZipStream
/// accepts truncated data, even if it ends within its CRC and size: with these bytes, it detects a mismatch, or reads
/// past their end. After complete data it ignores them.
/// </summary>
internal sealed class GzipTrailerGuard(Stream compressed) : ForwardStream
{
    private const int Added = 16;

    // As the last byte of a size it means at least 4080 MiB, modulo 4 GiB, which no input here reaches.
    private const byte NoEnd = 0xFF;

    private int _left = Added;

    public override int Read(Span<byte> buffer)
    {
        var read = _left == Added ? compressed.Read(buffer) : 0;
        if (read > 0 || buffer.IsEmpty)
            return read;
        if (_left == 0)
            throw new InvalidDataException("compressed data is truncated");
        var added = Math.Min(buffer.Length, _left);
        buffer[..added].Fill(NoEnd);
        _left -= added;
        return added;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            compressed.Dispose();
        base.Dispose(disposing);
    }
}
