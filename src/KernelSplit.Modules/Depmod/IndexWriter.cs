using System.Runtime.InteropServices;
using System.Text;
using KernelSplit.Foundation;

namespace KernelSplit.Modules.Depmod;

/// <summary>
/// Writes modprobe's binary index, which is searched without reading all of it: a trie of keys with values by priority
/// (the format is in libkmod/libkmod-index.c). Children precede their parent, as in kmod 33 and earlier; every modprobe
/// reads that.
/// </summary>
internal sealed class IndexWriter(string source) : IDisposable
{
    private const uint Magic = 0xB007F457;
    private const uint Version = 0x0002_0001;
    private const uint HasPrefix = 0x8000_0000;
    private const uint HasValues = 0x4000_0000;
    private const uint HasChildren = 0x2000_0000;

    // kmod reads keys into buffers of PATH_MAX; this also limits the depth of the trie.
    private const int LongestKey = 4095;

    private readonly List<IndexEntry> _entries = [];
    private readonly List<uint> _childOffsets = [];
    private int _keyStart;
    private int _keyEnd;

    /// <summary>Receives a key, then <see cref="EndKey"/>, its value, then <see cref="EndValue"/>.</summary>
    public ByteWriter Text { get; } = new();

    public void EndKey() => _keyEnd = Text.Length;

    /// <param name="priority">Of several values of a key, modprobe takes the one with the lowest first.</param>
    /// <exception cref="InvalidInputException">Non-ASCII characters, which depmod also rejects.</exception>
    public void EndValue(int priority)
    {
        var text = Text.Written[_keyStart..];
        if (!Ascii.IsValid(text))
        {
            throw new InvalidInputException(
                source, $"not ASCII: {Encoding.UTF8.GetString(text)}", "modprobe's indexes only support ASCII");
        }
        if (_keyEnd - _keyStart <= LongestKey)
            _entries.Add(new IndexEntry(_keyStart, _keyEnd, Text.Length, priority, _entries.Count));
        _keyStart = Text.Length;
    }

    public void Write(ByteWriter to)
    {
        IndexSort.ByKey(CollectionsMarshal.AsSpan(_entries), Text.Written);
        to.AddUInt32(Magic);
        to.AddUInt32(Version);
        var rootAt = to.Length;
        to.AddUInt32(0);
        to.SetUInt32(rootAt, WriteNode(to, CollectionsMarshal.AsSpan(_entries), 0, 0));
    }

    public void Dispose() => Text.Dispose();

    /// <param name="to">The file.</param>
    /// <param name="entries">The entries whose keys pass through this node.</param>
    /// <param name="start">The length of their keys above this node.</param>
    /// <param name="prefixEnd">The end of their common prefix.</param>
    /// <returns>The node's offset, with flags for the parts that it has.</returns>
    private uint WriteNode(ByteWriter to, ReadOnlySpan<IndexEntry> entries, int start, int prefixEnd)
    {
        var values = 0;
        while (values < entries.Length && entries[values].KeyLength == prefixEnd)
            values++;
        var longer = entries[values..];
        var children = WriteChildren(to, longer, prefixEnd);
        var node = (uint)to.Length;
        if (prefixEnd > start)
        {
            node |= HasPrefix;
            to.Add(Key(entries[0])[start..prefixEnd]);
            to.Add((byte)0);
        }
        if (!longer.IsEmpty)
        {
            node |= HasChildren;
            to.Add(Key(longer[0])[prefixEnd]);
            to.Add(Key(longer[^1])[prefixEnd]);
            foreach (var child in CollectionsMarshal.AsSpan(_childOffsets)[children..])
                to.AddUInt32(child);
            CollectionsMarshal.SetCount(_childOffsets, children);
        }
        if (values > 0)
        {
            node |= HasValues;
            WriteValues(to, entries[..values]);
        }
        return node;
    }

    /// <returns>The index of this node's children in the list of offsets: one for each character.</returns>
    private int WriteChildren(ByteWriter to, ReadOnlySpan<IndexEntry> entries, int at)
    {
        var offsets = _childOffsets.Count;
        if (entries.IsEmpty)
            return offsets;
        var low = Key(entries[0])[at];
        CollectionsMarshal.SetCount(_childOffsets, offsets + Key(entries[^1])[at] - low + 1);
        CollectionsMarshal.AsSpan(_childOffsets)[offsets..].Clear();
        while (!entries.IsEmpty)
        {
            var character = Key(entries[0])[at];
            var count = 1;
            while (count < entries.Length && Key(entries[count])[at] == character)
                count++;
            var start = at + 1;
            var common = Key(entries[0])[start..].CommonPrefixLength(Key(entries[count - 1])[start..]);
            _childOffsets[offsets + character - low] = WriteNode(to, entries[..count], start, start + common);
            entries = entries[count..];
        }
        return offsets;
    }

    private void WriteValues(ByteWriter to, ReadOnlySpan<IndexEntry> entries)
    {
        to.AddUInt32((uint)entries.Length);
        foreach (var entry in entries)
        {
            to.AddUInt32((uint)entry.Priority);
            to.Add(Text.Written[entry.KeyEnd..entry.ValueEnd]);
            to.Add((byte)0);
        }
    }

    private ReadOnlySpan<byte> Key(IndexEntry entry) => entry.Key(Text.Written);
}
