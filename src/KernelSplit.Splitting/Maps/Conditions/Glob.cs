namespace KernelSplit.Splitting.Maps.Conditions;

/// <summary>
/// A pattern like the shell's: <c>?</c> is one character and <c>*</c> any number of them, but no <c>/</c>; <c>**</c> is
/// any number of any; <c>/**/</c> may also be a single <c>/</c>. <c>[a-z_]</c> is one of these characters,
/// <c>[!a-z_]</c> none of these and no <c>/</c>.
/// </summary>
public sealed class Glob
{
    private readonly string _pattern;
    private readonly int _literal;

    public Glob(string pattern)
    {
        _pattern = pattern;
        _literal = pattern.AsSpan().IndexOfAny('*', '?', '[');
        if (_literal < 0)
            _literal = pattern.Length;
    }

    public override string ToString() => _pattern;

    /// <summary>
    /// Only the last <c>*</c> and the last <c>**</c> are ever retried: what an earlier one could take instead, a later
    /// one
    /// of the same kind, or a <c>**</c>, can take as well. So the time is at most pattern times text squared.
    /// </summary>
    public bool Matches(string text)
    {
        if (!text.AsSpan().StartsWith(_pattern.AsSpan(0, _literal)))
            return false;
        var (p, t) = (_literal, _literal);
        var star = new Retry(-1, 0, Whole: false);
        var stars = star;
        while (true)
        {
            if (IsAt(p, "**"))
            {
                while (p < _pattern.Length && _pattern[p] == '*')
                    p++;
                var isWhole = IsAt(p, "/") && (t == 0 || text[t - 1] == '/') && IsWholeSegment(p);
                stars = new Retry(isWhole ? ++p : p, t, isWhole);
                star = new Retry(-1, 0, Whole: false);
            }
            else if (IsAt(p, "*"))
            {
                star = new Retry(++p, t, Whole: false);
            }
            else if (t == text.Length && p == _pattern.Length)
            {
                return true;
            }
            else if (t < text.Length && p < _pattern.Length && MatchesOne(ref p, text[t]))
            {
                t++;
            }
            else if (star.Pattern >= 0 && star.Text < text.Length && text[star.Text] != '/')
            {
                star = star with { Text = star.Text + 1 };
                (p, t) = (star.Pattern, star.Text);
            }
            else if (stars.Pattern >= 0 && NextText(stars, text) is { } next)
            {
                stars = stars with { Text = next };
                star = new Retry(-1, 0, Whole: false);
                (p, t) = (stars.Pattern, next);
            }
            else
            {
                return false;
            }
        }
    }

    private bool IsAt(int p, string what) => _pattern.AsSpan(p).StartsWith(what);

    /// <summary>Whether the stars before a place are all there is between two slashes.</summary>
    private bool IsWholeSegment(int slash)
    {
        var first = slash;
        while (first > 0 && _pattern[first - 1] == '*')
            first--;
        return first == 0 || _pattern[first - 1] == '/';
    }

    /// <summary>One character more for <c>**</c>, one directory more for <c>**/</c>.</summary>
    private static int? NextText(Retry stars, string text)
    {
        if (!stars.Whole)
            return stars.Text < text.Length ? stars.Text + 1 : null;
        var slash = text.IndexOf('/', stars.Text);
        return slash < 0 ? null : slash + 1;
    }

    private bool MatchesOne(ref int p, char c)
    {
        switch (_pattern[p])
        {
            case '?' when c != '/':
                p++;
                return true;
            case '?':
                return false;
            case '[' when _pattern.IndexOf(']', Math.Min(p + 2, _pattern.Length)) is var end and > 0:
                var isListed = IsListed(_pattern.AsSpan(p + 1, end - p - 1), c);
                p = end + 1;
                return isListed;
            default:
                return _pattern[p++] == c;
        }
    }

    private static bool IsListed(ReadOnlySpan<char> list, char c)
    {
        var isNegated = list[0] == '!' && list.Length > 1;
        var found = false;
        for (var i = isNegated ? 1 : 0; i < list.Length; i++)
        {
            if (i + 2 < list.Length && list[i + 1] == '-')
            {
                found |= list[i] <= c && c <= list[i + 2];
                i += 2;
            }
            else
            {
                found |= list[i] == c;
            }
        }

        return found != isNegated && c != '/';
    }

    /// <summary>Where to continue when what follows a star doesn't match.</summary>
    private readonly record struct Retry(int Pattern, int Text, bool Whole);
}
