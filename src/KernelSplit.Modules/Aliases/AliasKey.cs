using System.Numerics;

namespace KernelSplit.Modules.Aliases;

/// <summary>
/// The index key of a pattern: a hash of its text before the first wildcard (<c>usb:v0BDAp8152d*</c>), or of a literal
/// run in it if that is more selective (<c>of:N*T*Cfsl,imx6q_uart</c>, whose start 2,000 others share).
/// </summary>
internal static class AliasKey
{
    public const int RunLength = 8;

    public const uint EmptyStart = 5381;

    // A start of this length is selective enough.
    private const int GoodStart = 16;

    public static int SlotsFor(int patterns) => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(patterns, 16));

    public static int SlotOf(uint key, int slots) =>
        (int)((key * 0x9E3779B1u) >> (32 - BitOperations.Log2((uint)slots)));

    public static uint Append(uint start, char next) => (start * 33) + next;

    /// <summary>The key of the first <see cref="RunLength"/> characters.</summary>
    public static uint OfRun(ReadOnlySpan<char> text)
    {
        var key = ~EmptyStart;
        for (var i = 0; i < RunLength; i++)
            key = (key * 31) + text[i];
        return key;
    }

    public static uint OfPattern(string pattern, int literalLength)
    {
        if (literalLength < GoodStart && literalLength < pattern.Length)
        {
            var (runStart, runLength) = LongestRun(pattern, literalLength);
            if (runLength >= RunLength && runLength > literalLength)
                return OfRun(pattern.AsSpan(runStart + runLength - RunLength));
        }
        var key = EmptyStart;
        for (var i = 0; i < literalLength; i++)
            key = Append(key, pattern[i]);
        return key;
    }

    /// <summary>The longest run of literal characters after <paramref name="from"/>.</summary>
    private static (int Start, int Length) LongestRun(string pattern, int from)
    {
        var (start, length, current) = (0, 0, from);
        for (var i = from; i < pattern.Length;)
        {
            var width = Wildcard.WidthAt(pattern, i);
            i += Math.Max(width, 1);
            if (width > 0)
                current = i;
            else if (i - current > length)
                (start, length) = (current, i - current);
        }
        return (start, length);
    }
}
