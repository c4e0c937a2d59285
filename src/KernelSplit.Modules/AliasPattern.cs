using KernelSplit.Modules.Aliases;

namespace KernelSplit.Modules;

/// <summary>
/// Matches a device's modalias as kmod does: fnmatch(3) without flags (<c>*</c>, <c>?</c>, <c>[a-f]</c>,
/// <c>[!0]</c>, <c>\</c> escapes), <c>-</c> and <c>_</c> equal outside of brackets.
/// </summary>
public static class AliasPattern
{
    /// <summary>Brackets that do not pair up, in either text, match nothing: kmod refuses them.</summary>
    public static bool Matches(string pattern, string modalias) =>
        Normalize(pattern) is { } normalPattern
        && Normalize(modalias) is { } normalModalias
        && Wildcard.Matches(normalPattern, normalModalias);

    /// <summary>kmod's alias_normalize (shared/util.c); nothing where it fails with EINVAL.</summary>
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
}
