namespace KernelSplit.Modules.Depmod;

/// <summary>The position of a key in the index's text, followed by its value.</summary>
/// <param name="KeyStart">In bytes.</param>
/// <param name="KeyEnd">The start of the value.</param>
/// <param name="ValueEnd">In bytes.</param>
/// <param name="Priority">Of values with one key, the lowest comes first.</param>
/// <param name="Number">The number of entries added before: of equal priorities, the last comes first.</param>
internal readonly record struct IndexEntry(int KeyStart, int KeyEnd, int ValueEnd, int Priority, int Number)
{
    public int KeyLength => KeyEnd - KeyStart;

    public ReadOnlySpan<byte> Key(ReadOnlySpan<byte> text) => text[KeyStart..KeyEnd];
}

/// <summary>
/// Sorts by one character of the keys after another (MSD radix sort). Comparing whole keys takes several times as long:
/// thousands of them start with <c>pci:v00008086d</c>.
/// </summary>
internal static class IndexSort
{
    private const int Characters = 128;

    // For this many or fewer, insertion sort is faster than counting characters.
    private const int Few = 12;

    public static void ByKey(Span<IndexEntry> entries, ReadOnlySpan<byte> text) =>
        Sort(entries, new IndexEntry[entries.Length], stackalloc int[Characters + 1], text, 0);

    private static void Sort(
        Span<IndexEntry> entries, Span<IndexEntry> buffer, Span<int> counts, ReadOnlySpan<byte> text, int at)
    {
        at += CommonLength(entries, text, at);
        if (entries.Length <= Few)
        {
            SortFew(entries, text, at);
            return;
        }
        SortByCharacter(entries, buffer, counts, text, at);
        for (int start = 0, end; start < entries.Length; start = end)
        {
            var character = CharacterAt(entries[start], text, at);
            for (end = start + 1; end < entries.Length && CharacterAt(entries[end], text, at) == character;)
                end++;
            if (character == 0)
                entries[start..end].Sort(CompareValues);
            else if (end - start > 1)
                Sort(entries[start..end], buffer, counts, text, at + 1);
        }
    }

    private static void SortByCharacter(
        Span<IndexEntry> entries, Span<IndexEntry> buffer, Span<int> counts, ReadOnlySpan<byte> text, int at)
    {
        counts.Clear();
        foreach (var entry in entries)
            counts[CharacterAt(entry, text, at)]++;
        for (var i = 1; i < counts.Length; i++)
            counts[i] += counts[i - 1];
        for (var i = entries.Length - 1; i >= 0; i--)
            buffer[--counts[CharacterAt(entries[i], text, at)]] = entries[i];
        buffer[..entries.Length].CopyTo(entries);
    }

    private static int CommonLength(ReadOnlySpan<IndexEntry> entries, ReadOnlySpan<byte> text, int at)
    {
        if (entries.IsEmpty)
            return 0;
        var common = entries[0].Key(text)[at..];
        foreach (var entry in entries[1..])
            common = common[..common.CommonPrefixLength(entry.Key(text)[at..])];
        return common.Length;
    }

    /// <summary>0 at the end of a key: it comes before longer keys.</summary>
    private static int CharacterAt(IndexEntry entry, ReadOnlySpan<byte> text, int at) =>
        at < entry.KeyLength ? text[entry.KeyStart + at] + 1 : 0;

    private static void SortFew(Span<IndexEntry> entries, ReadOnlySpan<byte> text, int at)
    {
        for (var i = 1; i < entries.Length; i++)
        {
            var moved = entries[i];
            var to = i;
            for (; to > 0 && Compare(moved, entries[to - 1], text, at) < 0; to--)
                entries[to] = entries[to - 1];
            entries[to] = moved;
        }
    }

    private static int Compare(IndexEntry a, IndexEntry b, ReadOnlySpan<byte> text, int at)
    {
        var byKey = a.Key(text)[at..].SequenceCompareTo(b.Key(text)[at..]);
        return byKey != 0 ? byKey : CompareValues(a, b);
    }

    private static int CompareValues(IndexEntry a, IndexEntry b) =>
        a.Priority != b.Priority ? a.Priority.CompareTo(b.Priority) : b.Number.CompareTo(a.Number);
}
