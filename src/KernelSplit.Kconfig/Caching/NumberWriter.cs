using System.Buffers;
using System.Runtime.InteropServices;

namespace KernelSplit.Kconfig.Caching;

/// <summary>Writes numbers of 32 bits, and each text once.</summary>
internal sealed class NumberWriter
{
    private readonly ArrayBufferWriter<int> _numbers = new(1 << 20);
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];

    public void Add(int number)
    {
        _numbers.GetSpan(1)[0] = number;
        _numbers.Advance(1);
    }

    public void Add(long number)
    {
        Add((int)number);
        Add((int)(number >> 32));
    }

    /// <summary>One char per byte; null is -1.</summary>
    public void Add(string? text)
    {
        if (text is null)
        {
            Add(-1);
            return;
        }

        if (!_indexes.TryGetValue(text, out var index))
        {
            _indexes.Add(text, index = _texts.Count);
            _texts.Add(text);
        }

        Add(index);
    }

    /// <summary>How many texts and numbers there are, the texts' lengths, the numbers, the texts.</summary>
    public byte[] Content()
    {
        int[] head = [_texts.Count, _numbers.WrittenCount, .. _texts.Select(text => text.Length)];
        var numbers = MemoryMarshal.AsBytes(_numbers.WrittenSpan);
        return [.. MemoryMarshal.AsBytes(head.AsSpan()), .. numbers, .. _texts.SelectMany(ByteText.BytesOf)];
    }
}
