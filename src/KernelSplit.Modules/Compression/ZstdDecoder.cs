using System.Runtime.InteropServices;

namespace KernelSplit.Modules.Compression;

/// <summary>Zstandard, one or several frames, windows up to libzstd's own limit (128 MiB).</summary>
internal sealed unsafe class ZstdDecoder : Decoder
{
    private void* _stream;
    private bool _betweenFrames;

    public ZstdDecoder()
    {
        _stream = Libzstd.CreateStream();
        if (_stream is null)
            throw new InvalidDataException("zstd data needs more memory than there is");
    }

    public override ulong MemoryUse => Libzstd.SizeOfStream(_stream);

    /// <summary>The content size in the header of the first frame (RFC 8878 3.1.1.1.4); null if missing.</summary>
    public static long? ContentSize(ReadOnlySpan<byte> data)
    {
        if (!Libzstd.IsInstalled)
            return null;
        fixed (byte* start = data)
        {
            var size = Libzstd.FrameContentSize(start, (nuint)data.Length);
            return size <= int.MaxValue ? (long)size : null;
        }
    }

    public override void Reset()
    {
        _ = Libzstd.ResetStream(_stream, Libzstd.ResetSession);
        _betweenFrames = false;
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
            var isEnd = _betweenFrames && inputEnded && source.Position == source.Size;
            return new DecoderStep((int)source.Position, (int)destination.Position, isEnd);
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
