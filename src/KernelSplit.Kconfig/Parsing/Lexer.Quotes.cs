namespace KernelSplit.Kconfig.Parsing;

/// <summary>Quoted words: backslashes escape, macros are expanded.</summary>
internal sealed partial class Lexer
{
    private Token QuotedWord(byte quote)
    {
        var start = _source.Position;
        var length = _source.Bytes.AsSpan(start).IndexOfAny(quote, (byte)'\n');
        if (length >= 0 && _source.Bytes[start + length] == quote)
        {
            var plain = _source.Bytes.AsMemory(start, length);
            if (plain.Span.IndexOfAny((byte)'\\', (byte)'$') < 0)
            {
                _source.Position = start + length + 1;
                return new Token(TokenKind.QuotedWord, plain);
            }
        }

        return SpecialQuotedWord(quote);
    }

    private Token SpecialQuotedWord(byte quote)
    {
        var text = new List<byte>();
        var bytes = _source.Bytes;
        while (_source.Position < bytes.Length)
        {
            var at = _source.Position;
            var c = bytes[at];
            if (c == '\n')
            {
                _report.Warn(
                    _dialect.HasClassicPositions ? StatementFile : File, StatementLine,
                    "multi-line strings not supported");
                break;
            }

            _source.Position = at + 1;
            if (c == quote)
                break;
            if (c == '$')
            {
                AddExpansion(text);
            }
            else if (c == '\\')
            {
                if (at + 1 < bytes.Length && bytes[at + 1] != '\n')
                {
                    text.Add(bytes[at + 1]);
                    _source.Position = at + 2;
                }
            }
            else
            {
                text.Add(c);
            }
        }

        // A NUL ends the string, as in C.
        var end = text.IndexOf(0);
        return new Token(TokenKind.QuotedWord, text.GetRange(0, end < 0 ? text.Count : end).ToArray());
    }

    private void AddExpansion(List<byte> text)
    {
        var start = _source.Position;
        var line = ByteText.Of(_source.Bytes.AsSpan(start, EndOfLine(start) - start));
        var position = 0;
        text.AddRange(ByteText.BytesOf(Macros.ExpandDollar(line, ref position)));
        _source.Position = start + position;
    }
}
