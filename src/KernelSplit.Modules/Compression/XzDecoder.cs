using System.Runtime.InteropServices;
using static KernelSplit.Modules.Compression.Liblzma;

namespace KernelSplit.Modules.Compression;

/// <summary>.xz, one or several streams, every check verified.</summary>
internal sealed unsafe class XzDecoder : Decoder
{
    // The largest dictionary that `xz -9` asks for needs 65 MiB; more than this is a mistake or an attack.
    private const ulong MemoryLimitBytes = 1UL << 30;

    private LzmaStream* _stream;

    public XzDecoder()
    {
        _stream = (LzmaStream*)NativeMemory.AllocZeroed((nuint)sizeof(LzmaStream));
        try
        {
            Check(StreamDecoder(_stream, MemoryLimitBytes, Concatenated));
        }
        catch (DllNotFoundException missing)
        {
            NativeMemory.Free(_stream);
            _stream = null;
            throw MissingLibraryException.Lzma(missing);
        }
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

    private static int Check(int result) => result switch
    {
        Ok or StreamEnd or NoProgress => result,
        OutOfMemory => throw new InsufficientMemoryException("liblzma could not allocate memory"),
        MemoryLimit => throw new InvalidDataException("xz data needs more than 1 GiB of memory"),
        NotXz => throw new InvalidDataException("not xz data"),
        UnsupportedOptions => throw new InvalidDataException("xz data uses a filter that liblzma does not know"),
        _ => throw new InvalidDataException("xz data is corrupt"),
    };
}
