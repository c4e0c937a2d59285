namespace KernelSplit.Modules.Compression;

/// <summary>What one <see cref="Decoder.Step"/> did.</summary>
internal readonly record struct DecoderStep(int Consumed, int Written, bool Finished)
{
    /// <summary>Neither input nor output moved: with all input there and room for output, it is truncated.</summary>
    public bool IsStuck => Consumed == 0 && Written == 0 && !Finished;
}

/// <summary>A native decompressor's state.</summary>
internal abstract class Decoder : IDisposable
{
    ~Decoder() => Free();

    /// <summary>Bytes that the native side holds on to.</summary>
    public abstract ulong MemoryUse { get; }

    /// <summary>Ready for other data, whatever became of the data before; keeps the memory.</summary>
    public abstract void Reset();

    /// <summary>Takes some of the input, writes some of the output.</summary>
    /// <param name="input">Whatever the last step left, or the next piece.</param>
    /// <param name="output">Room for at least one byte.</param>
    /// <param name="inputEnded">No further input will come after <paramref name="input"/>.</param>
    /// <exception cref="InvalidDataException">The data is corrupt.</exception>
    public abstract DecoderStep Step(ReadOnlySpan<byte> input, Span<byte> output, bool inputEnded);

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    protected abstract void Free();
}
