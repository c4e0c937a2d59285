namespace KernelSplit.Kconfig.Parsing;

/// <summary>A token of a Kconfig file.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Bytes">The text of words, quoted words, assigned values and help texts.</param>
internal readonly record struct Token(TokenKind Kind, ReadOnlyMemory<byte> Bytes)
{
    public string Text => ByteText.Of(Bytes.Span);
}
