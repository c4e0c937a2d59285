namespace KernelSplit.Modules;

/// <summary>Walks the NUL-terminated strings of a .modinfo section.</summary>
internal ref struct ModInfoRecords(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _rest = text;

    public ReadOnlySpan<byte> Key { get; private set; }

    public ReadOnlySpan<byte> Value { get; private set; }

    public readonly ModInfoRecords Current => this;

    public readonly ModInfoRecords GetEnumerator() => this;

    public bool MoveNext()
    {
        var start = 0;
        while (start < _rest.Length && _rest[start] == 0)
            start++;
        _rest = _rest[start..];
        if (_rest.IsEmpty)
            return false;
        var end = _rest.IndexOf((byte)0);
        var record = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? [] : _rest[end..];
        var equals = record.IndexOf((byte)'=');
        Key = equals < 0 ? record : record[..equals];
        Value = equals < 0 ? [] : record[(equals + 1)..];
        return true;
    }
}
