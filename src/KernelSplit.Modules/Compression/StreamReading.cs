using System.Buffers;

namespace KernelSplit.Modules.Compression;

internal static class StreamReading
{
    /// <exception cref="InvalidDataException">The stream ends before the buffer is full.</exception>
    public static void ReadAllOf(this Stream stream, Span<byte> buffer)
    {
        if (stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length)
            throw new InvalidDataException("archive is truncated");
    }

    public static byte[] ReadBytes(this Stream stream, int count)
    {
        var bytes = new byte[count];
        stream.ReadAllOf(bytes);
        return bytes;
    }

    /// <summary>Skips without reading if the stream can seek: a sparse file may declare terabytes.</summary>
    /// <inheritdoc cref="ReadAllOf" path="/exception"/>
    public static void Skip(this Stream stream, long count)
    {
        switch (stream)
        {
            case MemberStream member:
                member.SkipAhead(count);
                break;
            case PeekStream peek:
                peek.SkipAhead(count);
                break;
            case { CanSeek: true } when count > stream.Length - stream.Position:
                throw new InvalidDataException("archive is truncated");
            case { CanSeek: true }:
                stream.Position += count;
                break;
            default:
                ReadAndDiscard(stream, count);
                break;
        }
    }

    /// <summary>Reads the rest, so that a decompressor verifies its last checksum.</summary>
    public static void Drain(this Stream stream)
    {
        if (stream is not PeekStream)
            stream.CopyTo(Stream.Null);
    }

    private static void ReadAndDiscard(Stream stream, long count)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(count, 64 * 1024));
        for (; count > 0; count -= Math.Min(count, buffer.Length))
            stream.ReadAllOf(buffer.AsSpan(0, (int)Math.Min(count, buffer.Length)));
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
