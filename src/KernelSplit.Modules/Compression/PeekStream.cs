namespace KernelSplit.Modules.Compression;

/// <summary>A stream whose first bytes can be inspected before they are read.</summary>
internal sealed class PeekStream : ForwardStream
{
    // Enough for the magic of a tar header, at offset 257.
    private const int PeekSize = 512;

    private readonly Stream _stream;
    private readonly byte[] _start = new byte[PeekSize];
    private int _length;
    private int _position;

    public PeekStream(Stream stream)
    {
        _stream = stream;
        _length = stream.ReadAtLeast(_start, PeekSize, throwOnEndOfStream: false);
    }

    public ReadOnlySpan<byte> Start => _start.AsSpan(0, _length);

    /// <summary>
    /// The rest of the stream, decompressed if necessary and then charged to <paramref name="budget"/>. Disposing it
    /// disposes this stream.
    /// </summary>
    public Stream Inflate(InflationBudget budget)
    {
        var format = CompressionMagic.Detect(Start);
        return format == CompressionFormat.None ? this : new MeteredStream(Decompressor.Open(this, format), budget);
    }

    /// <summary>Looks at the first bytes of what is left.</summary>
    public void PeekAgain()
    {
        var left = _length - _position;
        Start[_position..].CopyTo(_start);
        _length = left + _stream.ReadAtLeast(_start.AsSpan(left), PeekSize - left, throwOnEndOfStream: false);
        _position = 0;
    }

    public override int Read(Span<byte> buffer)
    {
        if (_position == _length)
            return _stream.Read(buffer);
        var read = Math.Min(buffer.Length, _length - _position);
        _start.AsSpan(_position, read).CopyTo(buffer);
        _position += read;
        return read;
    }

    public void SkipAhead(long count)
    {
        var peeked = (int)Math.Min(count, _length - _position);
        _position += peeked;
        if (count > peeked)
            _stream.Skip(count - peeked);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _stream.Dispose();
        base.Dispose(disposing);
    }
}
