namespace KernelSplit.Conf;

/// <summary>
/// Reads input as soon as it arrives, so that the writer never blocks: the kernel's own tests send answers until conf
/// ends, and fail if they can't.
/// </summary>
internal sealed class InputReadAhead
{
    private const int ChunkSize = 1 << 16;
    private const int MaxChunks = 1 << 10;

    private readonly Queue<ReadOnlyMemory<byte>> _chunks = new();
    private ReadOnlyMemory<byte> _current;
    private bool _hasEnded;

    public InputReadAhead(Stream input) => new Thread(() => Fill(input)) { IsBackground = true }.Start();

    /// <summary>The next byte, or -1 at the end.</summary>
    public int ReadByte()
    {
        while (_current.IsEmpty)
        {
            if (!Take())
                return -1;
        }

        var next = _current.Span[0];
        _current = _current[1..];
        return next;
    }

    private bool Take()
    {
        lock (_chunks)
        {
            while (_chunks.Count == 0 && !_hasEnded)
                Monitor.Wait(_chunks);
            var isThere = _chunks.TryDequeue(out _current);
            Monitor.PulseAll(_chunks);
            return isThere;
        }
    }

    private void Fill(Stream input)
    {
        try
        {
            while (true)
            {
                var chunk = new byte[ChunkSize];
                var length = input.Read(chunk);
                if (length == 0)
                    break;
                Add(chunk.AsMemory(0, length));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Also an end of input.
        }

        lock (_chunks)
        {
            _hasEnded = true;
            Monitor.PulseAll(_chunks);
        }
    }

    private void Add(ReadOnlyMemory<byte> chunk)
    {
        lock (_chunks)
        {
            while (_chunks.Count >= MaxChunks)
                Monitor.Wait(_chunks);
            _chunks.Enqueue(chunk);
            Monitor.PulseAll(_chunks);
        }
    }
}
