namespace KernelSplit.Splitting.Maps.Import;

/// <summary>Character classes in Python's regular expressions: <c>[a-z_]</c>, <c>[^/]</c>, <c>\d</c>.</summary>
internal static class CharacterClass
{
    private const string Digits = "0123456789";
    private const string Words = Digits + "_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <param name="text">The expression.</param>
    /// <param name="at">After the opening bracket; moved after the closing one.</param>
    public static CharacterSet Read(string text, ref int at)
    {
        var start = at - 1;
        var isNegated = at < text.Length && text[at] == '^';
        if (isNegated)
            at++;
        var listed = default(CharacterSet);
        for (var first = at; at < text.Length;)
        {
            if (text[at] == ']' && at > first)
            {
                at++;
                return isNegated ? CharacterSet.Any.Except(listed) : listed;
            }

            var low = text[at++];
            if (low == '\\')
                listed = listed.And(Escaped(text, ref at) ?? throw new NoGlobException(at, $"\"{text[start..at]}\""));
            else if (at + 1 < text.Length && text[at] == '-' && text[at + 1] is not ']' and not '\\')
                listed = listed.And(Range(low, text[at + 1], ref at));
            else
                listed = listed.And(CharacterSet.Of(low));
        }

        throw new NoGlobException(start, "an unclosed \"[\"");
    }

    /// <param name="text">The expression.</param>
    /// <param name="at">After the backslash; moved after the escape.</param>
    /// <returns>Nothing for what isn't a character, such as <c>\b</c>.</returns>
    public static CharacterSet? Escaped(string text, ref int at)
    {
        if (at == text.Length)
            return null;
        var escaped = text[at++];
        return escaped switch
        {
            'd' => CharacterSet.Of(Digits),
            'D' => CharacterSet.Any.Except(CharacterSet.Of(Digits)),
            'w' => CharacterSet.Of(Words),
            'W' => CharacterSet.Any.Except(CharacterSet.Of(Words)),
            's' => default(CharacterSet),
            'S' => CharacterSet.Any,
            _ when char.IsAsciiLetterOrDigit(escaped) => null,
            _ => CharacterSet.Of(escaped),
        };
    }

    private static CharacterSet Range(char low, char high, ref int at)
    {
        if (high < low)
            throw new NoGlobException(at - 1, $"\"{low}-{high}\"");
        at += 2;
        var characters = default(CharacterSet);
        for (var character = low; character <= high && character < 128; character++)
            characters = characters.And(CharacterSet.Of(character));
        return characters;
    }
}
