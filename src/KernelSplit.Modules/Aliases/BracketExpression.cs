namespace KernelSplit.Modules.Aliases;

/// <summary><c>[abc]</c>, <c>[a-f]</c>, <c>[!0-9]</c>, <c>[^0-9]</c>: POSIX.1, 2.13.1.</summary>
internal static class BracketExpression
{
    /// <returns>Whether it is one: an unclosed <c>[</c> is literal.</returns>
    public static bool TryMatch(ReadOnlySpan<char> pattern, char c, out int length, out bool matches)
    {
        var isNegated = pattern.Length > 1 && pattern[1] is '!' or '^';
        var first = isNegated ? 2 : 1;
        var found = false;
        for (var i = first; i < pattern.Length;)
        {
            if (pattern[i] == ']' && i > first)
            {
                (length, matches) = (i + 1, found != isNegated);
                return true;
            }
            var low = ReadCharacter(pattern, ref i);
            var high = low;
            if (i + 1 == pattern.Length && pattern[i] == '-')
            {
                // As in glibc, a range without an end matches nothing, not even its own characters.
                (length, matches) = (pattern.Length, false);
                return true;
            }

            if (i + 1 < pattern.Length && pattern[i] == '-' && pattern[i + 1] != ']')
            {
                i++;
                high = ReadCharacter(pattern, ref i);
            }
            found |= low <= c && c <= high;
        }
        (length, matches) = (0, false);
        return false;
    }

    private static char ReadCharacter(ReadOnlySpan<char> pattern, ref int i)
    {
        if (pattern[i] == '\\' && i + 1 < pattern.Length)
            i++;
        return pattern[i++];
    }
}
