namespace KernelSplit.Modules.Compression;

/// <summary>
/// Another stream, read by nothing but Read. XZStream asks for the position, and closes what it reads although another
/// stream may follow; GZipStream.CopyTo reads beyond the end of its data.
/// </summary>
internal sealed class ReadView(Stream stream, bool isOwner) : ForwardStream
{
    private long _position;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var read = stream.Read(buffer);
        _position += read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && isOwner)
            stream.Dispose();
        base.Dispose(disposing);
    }
}
