namespace KernelSplit.Modules.Compression;

/// <summary>The result of <see cref="Decoder.Step"/>.</summary>
internal readonly record struct DecoderStep(int Consumed, int Written, bool Finished)
{
    /// <summary>No progress: if all input was given and there was space for output, the input is truncated.</summary>
    public bool IsStuck => Consumed == 0 && Written == 0 && !Finished;
}

/// <summary>A native decompressor's state.</summary>
internal abstract class Decoder : IDisposable
{
    ~Decoder() => Free();

    /// <summary>Native memory in bytes.</summary>
    public abstract ulong MemoryUse { get; }

    /// <summary>Resets it for other data, after success or failure; keeps the memory.</summary>
    public abstract void Reset();

    /// <summary>Consumes some input and writes some output.</summary>
    /// <param name="input">What the last step left, or the next piece.</param>
    /// <param name="output">At least one byte.</param>
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
