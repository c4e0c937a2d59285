using System.Collections.Concurrent;
using System.Text;

namespace KernelSplit.Modules;

/// <summary>One string for equal bytes: 185,000 imports of a distribution's kernel name 11,000 symbols.</summary>
internal sealed class StringPool
{
    private const int LongestPooled = 256;

    private readonly ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _strings =
        new ConcurrentDictionary<string, string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestPooled)
            return Encoding.UTF8.GetString(utf8);
        Span<char> buffer = stackalloc char[LongestPooled];
        ReadOnlySpan<char> text = buffer[..Encoding.UTF8.GetChars(utf8, buffer)];
        if (_strings.TryGetValue(text, out var known))
            return known;
        var added = text.ToString();
        return _strings.TryAdd(text, added) ? added : _strings[text];
    }
}
