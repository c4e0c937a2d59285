namespace KernelSplit.Modules;

/// <summary>Walks the NUL-terminated strings of a .modinfo section.</summary>
internal ref struct ModInfoRecords(ReadOnlySpan<byte> text)
{
    private BytePieces _records = new(text, 0);

    public ReadOnlySpan<byte> Key { get; private set; }

    public ReadOnlySpan<byte> Value { get; private set; }

    public readonly ModInfoRecords Current => this;

    public readonly ModInfoRecords GetEnumerator() => this;

    public bool MoveNext()
    {
        do
        {
            if (!_records.MoveNext())
                return false;
        }
        while (_records.Current.IsEmpty);
        var record = _records.Current;
        var equals = record.IndexOf((byte)'=');
        Key = equals < 0 ? record : record[..equals];
        Value = equals < 0 ? [] : record[(equals + 1)..];
        return true;
    }
}
