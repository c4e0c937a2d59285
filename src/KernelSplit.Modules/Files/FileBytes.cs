using System.Runtime.InteropServices;
using KernelSplit.Modules.Compression;

namespace KernelSplit.Modules.Files;

/// <summary>
/// A file's bytes: in memory, or read from disk piece by piece. Most of a module is code, which isn't needed here.
/// Mapping the file would be slower: threads contend at every page fault.
/// </summary>
internal sealed class FileBytes : IDisposable
{
    // Below this, one read is faster than several. Of larger files, start and end are read immediately: an ELF file
    // starts with its header and the build ID and ends with section names and the section table.
    private const int WorthReadingWhole = 48 * 1024;
    private const int HeadSize = 512;
    private const int TailSize = 16 * 1024;
    private const int NoFile = -1;

    private readonly ScratchMemory? _scratch;
    private ReadOnlyMemory<byte> _head;
    private readonly ReadOnlyMemory<byte> _tail;
    private PooledBuffer? _buffer;
    private int _file = NoFile;

    public FileBytes(PooledBuffer whole) =>
        (_buffer, _head, Length) = (whole, whole.Array.AsMemory(0, whole.Length), whole.Length);

    private FileBytes(int file, long length, ScratchMemory scratch)
    {
        (_file, Length, _scratch) = (file, length, scratch);
        scratch.Reset();
        var isSmall = length <= WorthReadingWhole;
        _head = Fetch(0, isSmall ? (int)length : HeadSize);
        _tail = isSmall ? default : Fetch(length - TailSize, TailSize);
    }

    public long Length { get; }

    /// <summary>The budget that inflating these bytes is charged to: that of their archive.</summary>
    public InflationBudget? Budget => _buffer?.Budget;

    /// <param name="path">A regular file.</param>
    /// <param name="length">Its size in bytes.</param>
    /// <param name="scratch">Memory for its pieces; not to be used otherwise until this object is disposed.</param>
    /// <exception cref="IOException">The file can't be opened or read.</exception>
    public static FileBytes Open(string path, long length, ScratchMemory scratch)
    {
        var file = Libc.Open(path, Libc.ReadOnly | Libc.NonBlocking | Libc.CloseOnExec);
        if (file < 0)
            throw new IOException(Marshal.GetLastPInvokeErrorMessage());
        return new FileBytes(file, length, scratch);
    }

    /// <summary>All bytes, valid until this object is disposed.</summary>
    /// <exception cref="InvalidDataException">The file was truncated meanwhile.</exception>
    public ReadOnlySpan<byte> Whole()
    {
        if (_head.Length < Length)
        {
            _buffer = PooledBuffer.Of((int)Length);
            Fill(_buffer.Array.AsSpan(0, (int)Length), 0);
            _head = _buffer.Array.AsMemory(0, (int)Length);
        }
        return _head.Span;
    }

    /// <summary>Valid until this object is disposed.</summary>
    /// <exception cref="InvalidDataException">The file ends before <paramref name="what"/> does.</exception>
    public ReadOnlySpan<byte> Slice(ulong offset, ulong size, string what)
    {
        if (offset > (ulong)Length || size > (ulong)Length - offset)
            throw new InvalidDataException($"{what} is outside of the file (truncated?)");
        if (offset + size <= (ulong)_head.Length)
            return _head.Span.Slice((int)offset, (int)size);
        var tailStart = (ulong)(Length - _tail.Length);
        return offset >= tailStart
            ? _tail.Span.Slice((int)(offset - tailStart), (int)size)
            : Fetch((long)offset, (int)size).Span;
    }

    public void Dispose()
    {
        if (_file != NoFile)
            _ = Libc.Close(_file);
        _file = NoFile;
        _buffer?.Dispose();
    }

    private Memory<byte> Fetch(long offset, int size)
    {
        var piece = _scratch!.Take(size);
        Fill(piece.Span, offset);
        return piece;
    }

    private unsafe void Fill(Span<byte> target, long offset)
    {
        fixed (byte* start = target)
        {
            for (var done = 0; done < target.Length;)
            {
                var read = (int)Libc.Read(_file, start + done, (nuint)(target.Length - done), offset + done);
                if (read < 0)
                    throw new IOException(Marshal.GetLastPInvokeErrorMessage());
                if (read == 0)
                    throw new InvalidDataException("the file was truncated while it was read");
                done += read;
            }
        }
    }
}
