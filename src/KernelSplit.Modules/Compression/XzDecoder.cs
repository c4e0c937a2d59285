using System.Runtime.InteropServices;
using static KernelSplit.Modules.Compression.Liblzma;

namespace KernelSplit.Modules.Compression;

/// <summary>.xz, one or several streams; all checks are verified.</summary>
internal sealed unsafe class XzDecoder : Decoder
{
    // `xz -9` needs 65 MiB for its dictionary; more than this is an error or an attack.
    private const ulong MemoryLimitBytes = 128 * 1024 * 1024;

    // With more, two threads decode a distribution's kernel package slightly faster, but take 40 MiB more each.
    private const ulong MemoryForThreads = 64 * 1024 * 1024;

    private readonly uint _threads;
    private LzmaStream* _stream;

    /// <param name="threads">
    /// Threads that decode blocks in parallel, if liblzma supports it (since 5.4), the data has several blocks with
    /// sizes in their headers (as written by `xz -T` and dpkg), and memory suffices.
    /// </param>
    public XzDecoder(int threads = 1)
    {
        _threads = (uint)threads;
        _stream = (LzmaStream*)NativeMemory.AllocZeroed((nuint)sizeof(LzmaStream));
        Reset();
    }

    public override ulong MemoryUse => MemoryUsage(_stream);

    public override void Reset()
    {
        if (_threads < 2 || !TryResetThreaded())
            Check(StreamDecoder(_stream, MemoryLimitBytes, Concatenated));
    }

    public override DecoderStep Step(ReadOnlySpan<byte> input, Span<byte> output, bool inputEnded)
    {
        fixed (byte* inputStart = input, outputStart = output)
        {
            _stream->NextIn = inputStart;
            _stream->AvailableIn = (nuint)input.Length;
            _stream->NextOut = outputStart;
            _stream->AvailableOut = (nuint)output.Length;
            var result = Check(Code(_stream, inputEnded ? Finish : Run));
            return new DecoderStep(
                input.Length - (int)_stream->AvailableIn,
                output.Length - (int)_stream->AvailableOut,
                result == StreamEnd);
        }
    }

    protected override void Free()
    {
        if (_stream is null)
            return;
        End(_stream);
        NativeMemory.Free(_stream);
        _stream = null;
    }

    private bool TryResetThreaded()
    {
        var options = new ThreadedOptions
        {
            Flags = Concatenated,
            Threads = _threads,
            ThreadingMemoryLimit = MemoryForThreads,
            MemoryLimit = MemoryLimitBytes,
        };
        try
        {
            Check(ThreadedStreamDecoder(_stream, &options));
            return true;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    private static int Check(int result) => result switch
    {
        Ok or StreamEnd or NoProgress => result,
        OutOfMemory => throw new InvalidDataException("xz data needs more memory than there is"),
        MemoryLimit => throw new InvalidDataException("xz data needs more than 128 MiB of memory"),
        NotXz => throw new InvalidDataException("not xz data"),
        UnsupportedOptions => throw new InvalidDataException("xz data uses a filter that liblzma does not know"),
        _ => throw new InvalidDataException("xz data is corrupt"),
    };
}
