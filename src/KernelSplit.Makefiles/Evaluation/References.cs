namespace KernelSplit.Makefiles.Evaluation;

/// <summary>Finds the end of <c>$(...)</c> and its comma-separated arguments.</summary>
internal static class References
{
    /// <summary>
    /// The index after the reference whose <c>$</c> is at an index; the text's length if unterminated.
    /// </summary>
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

    public static bool IsUnterminated(string text, int dollar)
    {
        if (dollar + 1 >= text.Length || text[dollar + 1] is not ('(' or '{'))
            return false;
        var end = End(text, dollar);
        return end == text.Length && (end < dollar + 3 || !IsClosed(text.AsSpan(dollar + 1)));
    }

    /// <summary>Splits at commas outside of parentheses and braces.</summary>
    /// <param name="text">The arguments.</param>
    /// <param name="most">The maximum number of arguments: the last one keeps its commas.</param>
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
