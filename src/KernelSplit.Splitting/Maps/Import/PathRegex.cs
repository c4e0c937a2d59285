using System.Globalization;

namespace KernelSplit.Splitting.Maps.Import;

/// <summary>
/// Reads the part of Python's regular expressions (docs.python.org/3/library/re.html) that is a choice of finitely many
/// sequences of <see cref="Piece"/>. That is what file names need.
/// </summary>
internal sealed class PathRegex
{
    private const int MostSequences = 64;

    private readonly string _text;
    private int _at;

    private PathRegex(string text) => _text = text;

    /// <summary>
    /// The alternatives of the expression. Those after a <c>|</c> outside of all brackets come second.
    /// </summary>
    /// <exception cref="NoGlobException">It says something else.</exception>
    public static (IReadOnlyList<Piece[]> First, IReadOnlyList<Piece[]> Others, int OthersAt) Read(string text)
    {
        var regex = new PathRegex(text);
        var first = regex.Sequence();
        var othersAt = regex._at;
        var others = regex.Try('|') ? regex.Alternatives() : [];
        if (regex._at < text.Length)
            throw NoGlob(regex._at, "an unmatched \")\"");
        return (first, others, othersAt);
    }

    private List<Piece[]> Alternatives()
    {
        var all = Sequence();
        while (Try('|'))
            all.AddRange(Sequence());
        return Bounded(all, 0);
    }

    private List<Piece[]> Sequence()
    {
        List<Piece[]> all = [[]];
        while (_at < _text.Length && _text[_at] is not '|' and not ')')
        {
            var start = _at;
            all = Product(all, Repeated(Item(), start), start);
        }

        return all;
    }

    private List<Piece[]> Item()
    {
        var start = _at++;
        switch (_text[start])
        {
            case '.':
                return One(CharacterSet.Any);
            case '$':
                return [[Piece.End]];
            case '^':
                throw NoGlob(start, "\"^\", which never matches: a directory comes before");
            case '[':
                return One(CharacterClass.Read(_text, ref _at));
            case '(':
                return Group(start);
            case '\\':
                return Escape(start);
            case '*' or '+' or '?':
                throw NoGlob(start, $"a \"{_text[start]}\" with nothing to repeat");
            default:
                return One(CharacterSet.Of(_text[start]));
        }
    }

    private List<Piece[]> Group(int start)
    {
        if (Try('?') && !Try(':'))
            throw NoGlob(start, $"\"{_text[start..Math.Min(start + 3, _text.Length)]}\"");
        var all = Alternatives();
        return Try(')') ? all : throw NoGlob(start, "an unclosed \"(\"");
    }

    private List<Piece[]> Escape(int start)
    {
        if (_at < _text.Length && _text[_at] == 'Z')
        {
            _at++;
            return [[Piece.End]];
        }

        return CharacterClass.Escaped(_text, ref _at) is { } characters ? One(characters)
            : throw NoGlob(start, $"\"{_text[start.._at]}\"");
    }

    private List<Piece[]> Repeated(List<Piece[]> item, int start)
    {
        if (Count() is not var (least, most))
            return item;
        if (_at < _text.Length && _text[_at] == '+')
            throw NoGlob(_at, "a possessive repetition");
        Try('?');
        if (_at < _text.Length && _text[_at] is '*' or '+')
            throw NoGlob(_at, "a repeated repetition");

        List<Piece[]> all = [[]];
        for (var i = 0; i < least; i++)
            all = Product(all, item, start);
        if (most is null)
            return Product(all, [[AnyNumber(item, start)]], start);
        List<Piece[]> longer = all;
        for (var i = least; i < most; i++)
        {
            longer = Product(longer, item, start);
            all = Bounded([.. all, .. longer], start);
        }

        return all;
    }

    /// <summary>How often something may be repeated; null means once.</summary>
    private (int Least, int? Most)? Count()
    {
        if (Try('*'))
            return (0, null);
        if (Try('+'))
            return (1, null);
        if (Try('?'))
            return (0, 1);
        var end = _text.IndexOf('}', _at);
        if (_at == _text.Length || _text[_at] != '{' || end < 0)
            return null;
        var bounds = _text[(_at + 1)..end].Split(',');
        // In Python, braces around anything else are literal.
        if (bounds.Length > 2 || string.Concat(bounds)
            is var digits && (!digits.All(char.IsAsciiDigit) || (digits.Length == 0 && bounds.Length == 1)))
            return null;
        var (least, most) = (Number(bounds[0]) ?? 0, Number(bounds[^1]));
        if (least > MostSequences || most > MostSequences || most < least)
            throw NoGlob(_at, $"\"{_text[_at..(end + 1)]}\"");
        _at = end + 1;
        return (least, most);
    }

    private static int? Number(string digits) =>
        digits.Length == 0 ? null : int
            .TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;

    private Piece AnyNumber(List<Piece[]> item, int start) =>
        item is [[{ IsEnd: false } piece]]
            && (piece.Characters == CharacterSet.Any || piece.Characters == CharacterSet.NoSlash)
            ? piece with { Repeats = true }
            : throw NoGlob(start, $"\"{_text[start.._at]}\", any number of something else than \".\" and \"[^/]\"");

    private static List<Piece[]> Product(List<Piece[]> first, List<Piece[]> second, int start) =>
        Bounded([.. first.SelectMany(_ => second, (a, b) => (Piece[])[.. a, .. b])], start);

    private static List<Piece[]> Bounded(List<Piece[]> all, int start) =>
        all.Count <= MostSequences ? all : throw NoGlob(start, $"more than {MostSequences} alternatives");

    private static List<Piece[]> One(CharacterSet characters) => [[new Piece(characters)]];

    private bool Try(char c)
    {
        if (_at == _text.Length || _text[_at] != c)
            return false;
        _at++;
        return true;
    }

    private static NoGlobException NoGlob(int at, string what) => new(at, what);
}
