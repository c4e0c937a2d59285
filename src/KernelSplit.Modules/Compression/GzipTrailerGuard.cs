namespace KernelSplit.Modules.Compression;

/// <summary>
/// Puts bytes behind gzip data that are neither another member nor a possible end of this one (RFC 1952 2.3.1).
/// GZipStream takes data for complete that ends early, even within its CRC and size: now it finds that these bytes
/// don't match, or comes to their end and asks for more. Behind complete data it ignores them.
/// </summary>
internal sealed class GzipTrailerGuard(Stream compressed) : ForwardStream
{
    private const int Added = 16;

    // As the last byte of a size it stands for 4080 MiB and more, modulo 4 GiB, which no input here comes to.
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
