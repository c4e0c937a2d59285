using System.Buffers;

namespace KernelSplit.Modules.Compression;

/// <summary>
/// A buffer in a rented array: otherwise each of thousands of modules would be garbage on the large object heap.
/// </summary>
internal sealed class PooledBuffer : IDisposable
{
    /// <summary>In bytes. Larger arrays don't return to the pool, which would keep them.</summary>
    public const int LargestPooled = 32 * 1024 * 1024;

    private const int SmallestGuess = 4096;

    private readonly int _limit;
    private readonly bool _isInflated;
    private LargeArray? _large;

    private PooledBuffer(byte[] array, int limit, bool isInflated) =>
        (Array, _limit, _isInflated) = (array, limit, isInflated);

    public byte[] Array { get; private set; }

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => Array.AsSpan(0, Length);

    /// <summary>The budget that inflating is charged to.</summary>
    public InflationBudget? Budget { get; init; }

    /// <summary>Called once, when the buffer is disposed.</summary>
    public Action? Released { get; set; }

    /// <summary>A buffer of that length, which the caller fills.</summary>
    public static PooledBuffer Of(int length) =>
        new(ArrayFor(length), length, isInflated: false) { Length = length };

    /// <exception cref="InvalidDataException">The stream has more than <paramref name="limit"/> bytes.</exception>
    public static PooledBuffer ReadAll(
        Stream stream, long expectedLength, int limit, InflationBudget? inflationBudget = null)
    {
        var guess = (int)Math.Clamp(expectedLength, SmallestGuess, Math.Max(SmallestGuess, limit + 1L));
        var buffer = new PooledBuffer(ArrayFor(guess), limit, isInflated: false) { Budget = inflationBudget };
        try
        {
            buffer.Fill(stream);
            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Empty, to be filled with <see cref="Space"/> and <see cref="Advance"/>. A file's declared size is trusted for no
    /// more memory than <see cref="LargestPooled"/>.
    /// </summary>
    public static PooledBuffer ForInflation(long expectedLength, int limit, InflationBudget? budget)
    {
        var guess = (int)Math.Clamp(expectedLength, SmallestGuess, LargestPooled);
        return new PooledBuffer(ArrayPool<byte>.Shared.Rent(guess), limit, isInflated: true) { Budget = budget };
    }

    /// <summary>The space for the next bytes; never empty.</summary>
    public Span<byte> Space()
    {
        if (Length == Array.Length)
            Grow();
        return Array.AsSpan(Length);
    }

    /// <exception cref="InvalidDataException">The limit is exceeded.</exception>
    public void Advance(int written)
    {
        Length += written;
        if (_isInflated)
            Budget?.Charge(written);
        if (Length > _limit)
            throw new InvalidDataException($"larger than {_limit} bytes");
    }

    /// <inheritdoc cref="Advance" path="/exception"/>
    public void Fill(Stream stream)
    {
        while (stream.Read(Space()) is var read and > 0)
            Advance(read);
    }

    public void Dispose()
    {
        if (Array.Length == 0)
            return;
        ReturnArray();
        (Array, Length) = ([], 0);
        Released?.Invoke();
    }

    private static byte[] ArrayFor(int size) => size > LargestPooled
        ? GC.AllocateUninitializedArray<byte>(size)
        : ArrayPool<byte>.Shared.Rent(size);

    private void Grow()
    {
        var size = (int)Math.Min(Array.Length * 2L, _limit + 1L);
        var large = _isInflated && size > LargestPooled ? LargeArray.Take(_limit + 1) : null;
        var larger = large?.Bytes ?? ArrayFor(size);
        Span.CopyTo(larger);
        ReturnArray();
        (Array, _large) = (larger, large);
    }

    private void ReturnArray()
    {
        if (_large is not null)
            _large.Dispose();
        else if (Array.Length <= LargestPooled)
            ArrayPool<byte>.Shared.Return(Array);
        _large = null;
    }
}
