namespace KernelSplit.Kconfig.Text;

/// <summary>Help texts: they end where the indentation becomes less than that of their first line.</summary>
internal sealed partial class Lexer
{
    private const int TabWidth = 8;

    private Token HelpText()
    {
        var text = new List<byte>();
        var bytes = _source.Bytes;
        var first = 0;
        var last = 0;
        while (_source.Position < bytes.Length)
        {
            var at = _source.Position;
            var content = at;
            while (content < bytes.Length && bytes[content] is (byte)' ' or (byte)'\t')
                content++;
            if (content < bytes.Length && bytes[content] == '\n')
            {
                _source.Position = content + 1;
                _source.Line++;
                if (content + 1 < bytes.Length && bytes[content + 1] is not ((byte)' ' or (byte)'\t' or (byte)'\n'))
                    break;
                text.Add((byte)'\n');
            }
            else if (content > at)
            {
                _source.Position = content;
                last = Width(bytes.AsSpan(at, content - at));
                if (first == 0)
                    continue;
                if (last < first)
                    break;
                for (var column = first; column < last; column++)
                    text.Add((byte)' ');
            }
            else
            {
                _source.Position = EndOfLine(at);
                text.AddRange(bytes.AsSpan(at, _source.Position - at).TrimEnd(" \t"u8));
                if (first == 0)
                    first = last;
            }
        }

        _mode = Mode.Normal;
        return new Token(TokenKind.HelpText, text.ToArray());
    }

    private static int Width(ReadOnlySpan<byte> blanks)
    {
        var width = 0;
        foreach (var c in blanks)
            width = c == '\t' ? (width & ~(TabWidth - 1)) + TabWidth : width + 1;
        return width;
    }
}
