namespace KernelSplit.Makefiles.Evaluation;

/// <summary>Finds where <c>$(...)</c> ends and what is between its commas.</summary>
internal static class References
{
    /// <summary>The index behind the reference whose <c>$</c> stands at an index; the text's length when it never ends.</summary>
    public static int End(string text, int dollar)
    {
        if (dollar + 1 >= text.Length)
            return text.Length;
        var open = text[dollar + 1];
        if (open is not ('(' or '{'))
            return dollar + 2;

        var close = open == '(' ? ')' : '}';
        var depth = 0;
        for (var i = dollar + 1; i < text.Length; i++)
        {
            if (text[i] == open)
                depth++;
            else if (text[i] == close && --depth == 0)
                return i + 1;
        }

        return text.Length;
    }

    public static bool IsOpenEnded(string text, int dollar)
    {
        if (dollar + 1 >= text.Length || text[dollar + 1] is not ('(' or '{'))
            return false;
        var end = End(text, dollar);
        return end == text.Length && (end < dollar + 3 || !IsClosed(text.AsSpan(dollar + 1)));
    }

    /// <summary>Splits at commas that no bracket encloses.</summary>
    /// <param name="text">The arguments.</param>
    /// <param name="most">How many there are at most: the last one keeps its commas.</param>
    public static List<string> Arguments(string text, int most)
    {
        var arguments = new List<string>();
        var start = 0;
        var depth = 0;
        for (var i = 0; i < text.Length && arguments.Count < most - 1; i++)
        {
            switch (text[i])
            {
                case '(' or '{':
                    depth++;
                    break;
                case ')' or '}':
                    depth--;
                    break;
                case ',' when depth == 0:
                    arguments.Add(text[start..i]);
                    start = i + 1;
                    break;
            }
        }

        arguments.Add(text[start..]);
        return arguments;
    }

    private static bool IsClosed(ReadOnlySpan<char> brackets)
    {
        var (open, close) = brackets[0] == '(' ? ('(', ')') : ('{', '}');
        return brackets.Count(open) == brackets.Count(close);
    }
}
