namespace KernelSplit.Modules.Archives;

/// <summary>An array of NUL-terminated strings in an RPM header, as bytes.</summary>
internal sealed class RpmStrings
{
    private readonly byte[] _store;
    private readonly int[] _starts;

    /// <exception cref="InvalidDataException">There are fewer.</exception>
    public RpmStrings(byte[] store, int offset, int count)
    {
        // Each has at least its NUL.
        if (count > store.Length - offset)
            throw new InvalidDataException("damaged RPM header");
        (_store, _starts) = (store, new int[count + 1]);
        for (var i = 0; i < count; i++)
        {
            _starts[i] = offset;
            var length = store.AsSpan(offset).IndexOf((byte)0);
            if (length < 0)
                throw new InvalidDataException("damaged RPM header");
            offset += length + 1;
        }
        _starts[count] = offset;
    }

    public int Count => _starts.Length - 1;

    public ReadOnlySpan<byte> this[int index] => _store.AsSpan(_starts[index]..(_starts[index + 1] - 1));
}
