using System.Runtime.InteropServices;

namespace KernelSplit.Kconfig.Caching;

/// <summary>Reads what <see cref="NumberWriter"/> wrote; that it is intact has been verified.</summary>
internal sealed class NumberReader
{
    private readonly ReadOnlyMemory<byte> _content;
    private readonly int _texts;
    private readonly int[] _starts;
    private readonly string?[] _known;
    private int _next;

    public NumberReader(ReadOnlyMemory<byte> content)
    {
        _content = content;
        var (texts, numbers) = (Next(), Next());
        _starts = new int[texts + 1];
        for (var i = 0; i < texts; i++)
            _starts[i + 1] = _starts[i] + Next();
        _known = new string?[texts];
        _texts = (_next + numbers) * sizeof(int);
    }

    public int Next() => MemoryMarshal.Cast<byte, int>(_content.Span)[_next++];

    public long NextLong() => (uint)Next() | ((long)Next() << 32);

    public string NextText() => NextTextOrNull()!;

    public string? NextTextOrNull()
    {
        var index = Next();
        return index < 0 ? null : _known[index] ??= ByteText.Of(
            _content.Span[(_texts + _starts[index])..(_texts + _starts[index + 1])]);
    }
}
