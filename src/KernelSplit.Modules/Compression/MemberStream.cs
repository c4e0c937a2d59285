namespace KernelSplit.Modules.Compression;

/// <summary>The content of one member of an archive.</summary>
internal sealed class MemberStream(Stream archive, long size) : ForwardStream
{
    private long _left = size;

    public override int Read(Span<byte> buffer)
    {
        if (_left == 0 || buffer.IsEmpty)
            return 0;
        var read = archive.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        if (read == 0)
            throw new InvalidDataException("archive is truncated");
        _left -= read;
        return read;
    }

    public void SkipAhead(long count)
    {
        if (count > _left)
            throw new InvalidDataException("archive is truncated");
        archive.Skip(count);
        _left -= count;
    }

    /// <summary>Skips the rest of this member and its padding.</summary>
    public void SkipRest(int padding)
    {
        archive.Skip(_left + padding);
        _left = 0;
    }
}
