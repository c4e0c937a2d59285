namespace KernelSplit.Modules.Aliases;

/// <summary>fnmatch(3) with flags 0, in the C locale.</summary>
public static class Wildcard
{
    /// <summary>Only the last <c>*</c> is retried, so the time is at most pattern length times text length.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var (p, t, afterStar, starText) = (0, 0, -1, 0);
        while (true)
        {
            if (p < pattern.Length && pattern[p] == '*')
                (afterStar, starText) = (++p, t);
            else if (t == text.Length)
                return p == pattern.Length;
            else if (p < pattern.Length && MatchesOne(pattern, ref p, text[t]))
                t++;
            else if (afterStar >= 0)
                (p, t) = (afterStar, ++starText);
            else
                return false;
        }
    }

    /// <summary>
    /// The length of a wildcard, bracket expression or escape at a position; 0 for literal characters.
    /// </summary>
    public static int WidthAt(ReadOnlySpan<char> pattern, int place) => pattern[place] switch
    {
        '*' or '?' => 1,
        '\\' => Math.Min(2, pattern.Length - place),
        '[' when BracketExpression.TryMatch(pattern[place..], '\0', out var length, out _) => length,
        _ => 0,
    };

    private static bool MatchesOne(ReadOnlySpan<char> pattern, ref int p, char c)
    {
        switch (pattern[p])
        {
            case '?':
                p++;
                return true;
            case '[' when BracketExpression.TryMatch(pattern[p..], c, out var length, out var matches):
                p += length;
                return matches;
            case '\\':
                // As in glibc, a trailing backslash matches nothing.
                if (p + 1 == pattern.Length || pattern[p + 1] != c)
                    return false;
                p += 2;
                return true;
            default:
                return pattern[p++] == c;
        }
    }
}
