namespace KernelSplit.Modules;

/// <summary>
/// Splits bytes at a separator; includes empty pieces, except after a trailing separator. The framework's own split
/// would be compiled at run time.
/// </summary>
internal ref struct BytePieces(ReadOnlySpan<byte> text, byte separator)
{
    private ReadOnlySpan<byte> _rest = text;

    public ReadOnlySpan<byte> Current { get; private set; }

    public readonly BytePieces GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.IsEmpty)
            return false;
        var end = _rest.IndexOf(separator);
        Current = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? [] : _rest[(end + 1)..];
        return true;
    }
}
