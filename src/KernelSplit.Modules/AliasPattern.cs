using KernelSplit.Modules.Aliases;

namespace KernelSplit.Modules;

/// <summary>
/// Matches a device's modalias as kmod does (libkmod-index.c): literally up to the first <c>*</c>, <c>?</c> or
/// <c>[</c>, then with fnmatch(3) without flags (including <c>[!0]</c> and <c>\</c> escapes); <c>-</c> and <c>_</c> are
/// equal outside of brackets.
/// </summary>
public static class AliasPattern
{
    /// <summary>Unbalanced brackets in either text match nothing: kmod rejects them.</summary>
    public static bool Matches(string pattern, string modalias) =>
        MayMatch(pattern, modalias)
        && Normalize(pattern) is { } normalPattern
        && Normalize(modalias) is { } normalModalias
        && MatchesNormal(normalPattern, LiteralLength(normalPattern), normalModalias);

    /// <summary>Both normalized by <see cref="Normalize"/>.</summary>
    internal static bool MatchesNormal(string pattern, int literalLength, string modalias) =>
        modalias.AsSpan().StartsWith(pattern.AsSpan(0, literalLength))
        && Wildcard.Matches(pattern.AsSpan(literalLength), modalias.AsSpan(literalLength));

    /// <summary>The number of characters before the first wildcard of kmod's index.</summary>
    internal static int LiteralLength(string pattern)
    {
        var wildcard = pattern.AsSpan().IndexOfAny('*', '?', '[');
        return wildcard < 0 ? pattern.Length : wildcard;
    }

    /// <summary>kmod's alias_normalize (shared/util.c); null where it returns EINVAL.</summary>
    internal static string? Normalize(string alias)
    {
        if (alias.AsSpan().IndexOfAny('-', '[', ']') < 0)
            return alias;
        var normal = alias.ToCharArray();
        for (var i = 0; i < normal.Length; i++)
        {
            switch (normal[i])
            {
                case '-':
                    normal[i] = '_';
                    break;
                case ']':
                    return null;
                case '[':
                    i = Array.IndexOf(normal, ']', i);
                    if (i < 0)
                        return null;
                    break;
            }
        }
        return new string(normal);
    }

    /// <summary>Most pairs differ early, in alphanumeric characters: those need not be normalized.</summary>
    private static bool MayMatch(string pattern, string modalias)
    {
        for (var i = 0; i < pattern.Length && i < modalias.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(pattern[i]) || !char.IsAsciiLetterOrDigit(modalias[i]))
            {
                if (pattern[i] == ':' && modalias[i] == ':')
                    continue;
                return true;
            }
            if (pattern[i] != modalias[i])
                return false;
        }
        return true;
    }
}
