using System.Runtime.InteropServices;

namespace KernelSplit.Modules.Compression;

/// <summary>Zstandard, one or several frames, windows up to libzstd's own limit (128 MiB).</summary>
internal sealed unsafe class ZstdDecoder : Decoder
{
    private void* _stream;
    private bool _betweenFrames;

    public ZstdDecoder()
    {
        try
        {
            _stream = Libzstd.CreateStream();
        }
        catch (DllNotFoundException missing)
        {
            throw MissingLibraryException.Zstd(missing);
        }
        if (_stream is null)
            throw new InsufficientMemoryException("libzstd could not allocate memory");
    }

    public override DecoderStep Step(ReadOnlySpan<byte> input, Span<byte> output, bool inputEnded)
    {
        if (_betweenFrames && inputEnded && input.IsEmpty)
            return new DecoderStep(0, 0, Finished: true);
        fixed (byte* inputStart = input, outputStart = output)
        {
            var source = new Libzstd.Input { Source = inputStart, Size = (nuint)input.Length };
            var destination = new Libzstd.Output { Destination = outputStart, Size = (nuint)output.Length };
            var code = Libzstd.DecompressStream(_stream, &destination, &source);
            if (Libzstd.IsError(code) != 0)
            {
                var reason = Marshal.PtrToStringUTF8((nint)Libzstd.GetErrorName(code));
                throw new InvalidDataException($"zstd data is corrupt: {reason}");
            }
            _betweenFrames = code == 0;
            return new DecoderStep((int)source.Position, (int)destination.Position, Finished: false);
        }
    }

    protected override void Free()
    {
        if (_stream is null)
            return;
        _ = Libzstd.FreeStream(_stream);
        _stream = null;
    }
}
