using System.Buffers;

namespace KernelSplit.Modules.Compression;

/// <summary>Bytes in a rented array: thousands of modules are read, and each would be large garbage.</summary>
internal sealed class PooledBuffer : IDisposable
{
    private const int SmallestGuess = 4096;

    // What a file says of its size is not to be trusted with more memory than this before any byte was read.
    private const int LargestGuess = 64 * 1024 * 1024;

    private PooledBuffer(byte[] array) => Array = array;

    public byte[] Array { get; private set; }

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => Array.AsSpan(0, Length);

    /// <summary>Room for that many bytes, which the caller fills.</summary>
    public static PooledBuffer Of(int length) =>
        new(ArrayPool<byte>.Shared.Rent(length)) { Length = length };

    /// <exception cref="InvalidDataException">The stream has more than <paramref name="limit"/> bytes.</exception>
    public static PooledBuffer ReadAll(Stream stream, long expectedLength, int limit)
    {
        var guess = (int)Math.Clamp(expectedLength, SmallestGuess, LargestGuess);
        var buffer = new PooledBuffer(ArrayPool<byte>.Shared.Rent(guess));
        try
        {
            buffer.Fill(stream, limit);
            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        var array = Array;
        (Array, Length) = ([], 0);
        if (array.Length > 0)
            ArrayPool<byte>.Shared.Return(array);
    }

    private void Fill(Stream stream, int limit)
    {
        while (stream.Read(Array.AsSpan(Length)) is var read and > 0)
        {
            Length += read;
            if (Length > limit)
                throw new InvalidDataException($"larger than {limit} bytes");
            if (Length == Array.Length)
                Grow();
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.Length * 2L, System.Array.MaxLength));
        Span.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(Array);
        Array = larger;
    }
}
