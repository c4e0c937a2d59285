using System.Buffers;

namespace KernelSplit.Modules.Compression;

internal sealed class DecoderStream(Stream compressed, Decoder decoder) : ForwardStream
{
    private const int InputSize = 64 * 1024;
    private readonly byte[] _input = ArrayPool<byte>.Shared.Rent(InputSize);
    private int _start;
    private int _end;
    private bool _inputEnded;
    private bool _finished;
    private bool _disposed;

    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        while (!_finished && !buffer.IsEmpty)
        {
            FetchInput();
            var step = decoder.Step(_input.AsSpan(_start, _end - _start), buffer, _inputEnded);
            _start += step.Consumed;
            _finished = step.Finished;
            if (step.Written > 0)
                return step.Written;
            if (_inputEnded && step.IsStuck)
                throw new InvalidDataException("compressed data is truncated");
        }
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            decoder.Dispose();
            compressed.Dispose();
            ArrayPool<byte>.Shared.Return(_input);
        }
        base.Dispose(disposing);
    }

    private void FetchInput()
    {
        if (_start < _end || _inputEnded)
            return;
        (_start, _end) = (0, compressed.Read(_input));
        _inputEnded = _end == 0;
    }
}
