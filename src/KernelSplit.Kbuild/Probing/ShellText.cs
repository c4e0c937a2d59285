using System.Text;

namespace KernelSplit.Kbuild.Probing;

/// <summary>
/// Takes a shell text apart into its simple commands, those of substitutions included. What it doesn't understand ends
/// in a <see cref="FormatException"/>: the text is then run, never remembered.
/// </summary>
internal sealed class ShellText(string text)
{
    private readonly StringBuilder _word = new();
    private readonly List<ShellCommand> _commands = [];
    private readonly Queue<string> _hereDocuments = new();
    private ShellCommand _current = new();
    private int _at;
    private int _open;
    private bool _hasWord;
    private char _redirection;

    /// <summary>Whether C code in it includes headers.</summary>
    public bool IncludesHeaders => text.Contains("#include", StringComparison.Ordinal);

    /// <exception cref="FormatException">The text can't be understood.</exception>
    public List<ShellCommand> Commands()
    {
        while (_at < text.Length)
            Step(text[_at++]);
        EndCommand(isPipe: false);
        return _commands;
    }

    private void Step(char c)
    {
        switch (c)
        {
            case ' ' or '\t':
                EndWord();
                break;
            case '\n':
                EndWord();
                // A pipe goes on in the next line.
                if (_current.Words.Count > 0)
                    EndCommand(isPipe: false);
                SkipHereDocuments();
                break;
            case ';':
                EndCommand(isPipe: false);
                break;
            case '(':
                _open++;
                EndCommand(isPipe: false);
                break;
            case ')' when _open == 0:
                // What stood before it is a pattern of case.
                _current.Words.Clear();
                _word.Clear();
                _hasWord = false;
                break;
            case ')':
                _open--;
                EndCommand(isPipe: false);
                break;
            case '&':
                if (_redirection != '\0' && !_hasWord)
                    Add('&');
                else
                    EndCommand(isPipe: false);
                break;
            case '|':
                if (_redirection == '>' && !_hasWord)
                    break;
                var isOr = Peek() == '|';
                EndCommand(isPipe: !isOr);
                _at += isOr ? 1 : 0;
                break;
            case '#' when !_hasWord:
                _at = IndexOf('\n', _at, orEnd: true);
                break;
            case '<' or '>':
                Redirect(c);
                break;
            case '`':
                throw new FormatException();
            case '\'':
                var end = IndexOf('\'', _at);
                Add(text[_at..end]);
                _at = end + 1;
                break;
            case '"':
                Quoted();
                break;
            case '$':
                Expansion();
                break;
            case '\\':
                if (Peek() != '\n')
                    Add(Peek());
                _at++;
                break;
            default:
                Add(c);
                break;
        }
    }

    private void Quoted()
    {
        _hasWord = true;
        while (Peek() != '"')
        {
            var c = text[_at++];
            if (c == '`')
                throw new FormatException();
            if (c == '$')
                Expansion();
            else if (c == '\\' && Peek() is '$' or '`' or '"' or '\\' or '\n')
                Add(text[_at++]);
            else
                Add(c);
        }

        _at++;
    }

    private void Expansion()
    {
        _hasWord = true;
        if (_at >= text.Length)
        {
            Add('$');
        }
        else if (text[_at] == '(')
        {
            var end = ClosingParenthesis(_at + 1);
            if (Peek(1) != '(')
                _commands.AddRange(new ShellText(text[(_at + 1)..end]).Commands());
            Add(ShellCommand.Substitution);
            _at = end + 1;
        }
        else if (text[_at] == '{')
        {
            var end = IndexOf('}', _at);
            var inside = text[(_at + 1)..end];
            if (inside.Contains("${", StringComparison.Ordinal) || inside.Contains("$(", StringComparison.Ordinal) || inside.Contains('`', StringComparison.Ordinal))
                throw new FormatException();
            Add('$');
            Add(inside[..NameLength(inside, 0)]);
            _at = end + 1;
        }
        else
        {
            var length = Math.Max(1, NameLength(text, _at));
            Add('$');
            Add(text.Substring(_at, length));
            _at += length;
        }
    }

    private void Redirect(char c)
    {
        // The number before it is the file that it is about.
        if (_hasWord && _word.Length == 1 && char.IsAsciiDigit(_word[0]))
        {
            _word.Clear();
            _hasWord = false;
        }

        EndWord();
        if (Peek() == '(')
            throw new FormatException();
        if (c == '<' && Peek() == '<')
        {
            _at++;
            _redirection = 'h';
            if (Peek() == '-')
                _at++;
            return;
        }

        if (c == '>' && Peek() == '>')
            _at++;
        _redirection = c;
    }

    private void EndWord()
    {
        if (!_hasWord)
            return;
        var word = _word.ToString();
        _word.Clear();
        _hasWord = false;
        switch (_redirection)
        {
            case 'h':
                _hereDocuments.Enqueue(word);
                _current.HasInput = true;
                break;
            case '<':
                _current.HasInput = true;
                _current.Words.Add(word);
                break;
            case '>' when word.StartsWith('&'):
                break;
            case '>':
                _current.Outputs.Add(word);
                break;
            default:
                _current.Words.Add(word);
                break;
        }

        _redirection = '\0';
    }

    private void EndCommand(bool isPipe)
    {
        EndWord();
        if (_current.Words.Count > 0 || _current.Outputs.Count > 0)
            _commands.Add(_current);
        _current = new ShellCommand { HasInput = isPipe };
    }

    private void SkipHereDocuments()
    {
        while (_hereDocuments.TryDequeue(out var delimiter))
        {
            string line;
            do
            {
                var end = IndexOf('\n', _at, orEnd: true);
                line = text[_at..end].TrimStart('\t');
                _at = Math.Min(end + 1, text.Length);
                if (line.Contains('`', StringComparison.Ordinal) || line.Contains("$(", StringComparison.Ordinal))
                    throw new FormatException();
            }
            while (line != delimiter && _at < text.Length);
        }
    }

    private void Add(char c)
    {
        _hasWord = true;
        _word.Append(c);
    }

    private void Add(string part)
    {
        _hasWord = true;
        _word.Append(part);
    }

    private char Peek(int ahead = 0) => _at + ahead < text.Length ? text[_at + ahead] : '\0';

    private int IndexOf(char c, int start, bool orEnd = false)
    {
        var index = text.IndexOf(c, start);
        return index >= 0 ? index : orEnd ? text.Length : throw new FormatException();
    }

    private int ClosingParenthesis(int start)
    {
        var open = 1;
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '\'' && !IsInQuotes(start, i))
                i = IndexOf('\'', i + 1);
            else if (text[i] == '(')
                open++;
            else if (text[i] == ')' && --open == 0)
                return i;
        }

        throw new FormatException();
    }

    private bool IsInQuotes(int start, int end) => text.AsSpan(start, end - start).Count('"') % 2 == 1;

    private static int NameLength(string name, int start)
    {
        var end = start;
        while (end < name.Length && (char.IsAsciiLetterOrDigit(name[end]) || name[end] == '_'))
            end++;
        return end - start;
    }
}
