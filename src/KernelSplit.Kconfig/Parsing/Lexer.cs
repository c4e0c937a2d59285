using KernelSplit.Kconfig.Dialects;
using KernelSplit.Kconfig.Macros;
using KernelSplit.Kconfig.Model;

namespace KernelSplit.Kconfig.Parsing;

/// <summary>
/// Splits Kconfig files into tokens, as scripts/kconfig/lexer.l does, and follows <c>source</c>.
/// </summary>
internal sealed partial class Lexer
{
    private static readonly bool[] IsWordByte = WordBytes();

    private readonly Stack<SourceText> _outer = new();
    private readonly Dialect _dialect;
    private readonly Report _report;
    private TokenKind _previous = TokenKind.EndOfLine;
    private TokenKind _beforePrevious = TokenKind.EndOfLine;
    private Mode _mode;
    private SourceText _source;

    public Lexer(SourceText root, KconfigHost host, Dialect dialect, Report report)
    {
        _source = root;
        _dialect = dialect;
        _report = report;
        Macros = new MacroLanguage(host, dialect, report, () => new(_source.Name, _source.Line));
    }

    private enum Mode : byte
    {
        Normal,
        Assignment,
        Help,
    }

    public MacroLanguage Macros { get; }

    /// <summary>The help text of the last token.</summary>
    public HelpText? Help { get; private set; }

    /// <summary>Whether the remaining tokens belong to no file (kernels up to 6.8).</summary>
    public bool HasRootEnded { get; private set; }

    /// <summary>The current file.</summary>
    public string File => _source.Name;

    /// <summary>The file in which the current statement starts.</summary>
    public string StatementFile { get; private set; } = "<none>";

    /// <summary>The line on which the current statement starts.</summary>
    public int StatementLine { get; private set; }

    /// <summary>The files that include the current one, innermost first.</summary>
    public IEnumerable<SourceText> Includers => _outer;

    public SourceText Current => _source;

    /// <summary>Continues with another file until it ends.</summary>
    public void Enter(SourceText source)
    {
        _outer.Push(_source);
        _source = source;
    }

    /// <summary>The next token is the help text.</summary>
    public void StartHelp() => _mode = Mode.Help;

    public Token Next()
    {
        while (true)
        {
            var token = _mode switch
            {
                Mode.Help => SkipHelp(),
                Mode.Assignment => AssignedValue(),
                _ => Normal(),
            };
            if (_previous is TokenKind.EndOfLine or TokenKind.HelpText)
            {
                if (token.Kind == TokenKind.EndOfLine)
                    continue;
                StatementFile = HasRootEnded ? "<none>" : _source.Name;
                StatementLine = _source.Line;
            }

            var isAssignment = token.Kind is TokenKind.Equal or TokenKind.ColonEqual or TokenKind.PlusEqual;
            if (isAssignment && _previous == TokenKind.Word && _beforePrevious == TokenKind.EndOfLine)
                _mode = Mode.Assignment;
            _beforePrevious = _previous;
            _previous = token.Kind;
            return token;
        }
    }

    private Token Normal()
    {
        while (true)
        {
            var bytes = _source.Bytes;
            var at = _source.Position;
            if (at >= bytes.Length)
                return EndOfFile();
            var c = bytes[at];
            if (IsWordByte[c] || c == '$')
            {
                if (Word() is { } word)
                    return word;
                continue;
            }

            _source.Position = at + 1;
            switch (c)
            {
                case (byte)' ' or (byte)'\t':
                    continue;
                case (byte)'\n':
                    _source.Line++;
                    return new Token(TokenKind.EndOfLine, default);
                case (byte)'#':
                    _source.Position = EndOfLine(at);
                    continue;
                case (byte)'\\' when Peek(at + 1) == '\n':
                    _source.Position = at + 2;
                    _source.Line++;
                    continue;
                case (byte)'"' or (byte)'\'':
                    return QuotedWord(c);
            }

            var kind = Operator(c, Peek(at + 1), out var length);
            if (length == 0)
            {
                Warn($"ignoring unsupported character '{(char)c}'");
                continue;
            }

            _source.Position = at + length;
            return new Token(kind, default);
        }
    }

    private static bool[] WordBytes()
    {
        var isWordByte = new bool[256];
        foreach (var c in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
            isWordByte[c] = true;
        return isWordByte;
    }

    private static TokenKind Operator(byte c, int next, out int length)
    {
        length = c switch
        {
            (byte)'|' => next == '|' ? 2 : 0,
            (byte)'&' => next == '&' ? 2 : 0,
            (byte)'!' or (byte)'<' or (byte)'>' => next == '=' ? 2 : 1,
            (byte)':' or (byte)'+' => next == '=' ? 2 : 0,
            (byte)'=' or (byte)'(' or (byte)')' => 1,
            _ => 0,
        };
        return (char)c switch
        {
            '|' => TokenKind.Or,
            '&' => TokenKind.And,
            '=' => TokenKind.Equal,
            '!' => length == 2 ? TokenKind.Unequal : TokenKind.Not,
            '<' => length == 2 ? TokenKind.LessOrEqual : TokenKind.Less,
            '>' => length == 2 ? TokenKind.GreaterOrEqual : TokenKind.Greater,
            '(' => TokenKind.OpenParenthesis,
            ')' => TokenKind.CloseParenthesis,
            ':' => TokenKind.ColonEqual,
            '+' => TokenKind.PlusEqual,
            _ => default,
        };
    }

    /// <summary>A word, or null if its macros expand to nothing.</summary>
    private Token? Word()
    {
        var start = _source.Position;
        var rest = _source.Bytes.AsSpan(start);
        var length = 0;
        while (length < rest.Length && IsWordByte[rest[length]])
            length++;
        if (length == rest.Length || rest[length] != '$')
        {
            _source.Position = start + length;
            var kind = Keywords.KindOf(rest[..length], _dialect);
            return kind == TokenKind.Word
                ? new Token(kind, _source.Bytes.AsMemory(start, length))
                : new Token(kind, default);
        }

        var end = MacroLineEnd(start);
        var line = ByteText.Of(_source.Bytes.AsSpan(start, end - start));
        var position = 0;
        var expanded = Macros.ExpandToken(line, ref position);
        _source.Position = start + position;
        return expanded.Length == 0 ? null : new Token(TokenKind.Word, ByteText.BytesOf(expanded));
    }

    private Token SkipHelp()
    {
        var bytes = _source.Bytes;
        Help = new HelpText(_source.Name, _source.Position, () => bytes);
        Help.Skip();
        _source.Position = Help.End;
        _source.Line += Help.LineCount;
        _mode = Mode.Normal;
        return new Token(TokenKind.HelpText, default);
    }

    private Token AssignedValue()
    {
        var bytes = _source.Bytes;
        var start = _source.Position;
        while (start < bytes.Length && bytes[start] is (byte)' ' or (byte)'\t')
            start++;
        _source.Position = start;
        if (start >= bytes.Length)
        {
            _mode = Mode.Normal;
            return EndOfFile();
        }

        if (bytes[start] == '\n')
        {
            _mode = Mode.Normal;
            _source.Position = start + 1;
            _source.Line++;
            return new Token(TokenKind.EndOfLine, default);
        }

        _source.Position = EndOfLine(start);
        return new Token(TokenKind.AssignedValue, bytes.AsMemory(start, _source.Position - start));
    }

    private Token EndOfFile()
    {
        _mode = Mode.Normal;
        if (_previous is not (TokenKind.EndOfLine or TokenKind.HelpText))
            Warn("no new line at end of file");
        if (_outer.Count == 0)
            return EndOfRoot();
        _source = _outer.Pop();
        return new Token(TokenKind.EndOfLine, default);
    }

    /// <summary>Up to 6.8, the end of the root file also ends a line, and what follows belongs to no file.</summary>
    private Token EndOfRoot()
    {
        if (!_dialect.HasClassicPositions || HasRootEnded)
            return new Token(TokenKind.EndOfInput, default);
        HasRootEnded = true;
        return new Token(TokenKind.EndOfLine, default);
    }

    private void Warn(string what) => _report.Warn(_source.Name, _source.Line, what);

    private int Peek(int position) => position < _source.Bytes.Length ? _source.Bytes[position] : 0;

    private int EndOfLine(int position)
    {
        var length = _source.Bytes.AsSpan(position).IndexOf((byte)'\n');
        return length < 0 ? _source.Bytes.Length : position + length;
    }

    /// <summary>A macro sees only its line, up to a NUL.</summary>
    private int MacroLineEnd(int position)
    {
        var rest = _source.Bytes.AsSpan(position);
        var length = rest.IndexOfAny((byte)'\n', (byte)0);
        return length < 0 ? _source.Bytes.Length : position + length;
    }
}
