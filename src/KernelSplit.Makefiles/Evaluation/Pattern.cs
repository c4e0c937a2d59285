namespace KernelSplit.Makefiles.Evaluation;

/// <summary>Patterns with one <c>%</c> (GNU make manual, 8.2).</summary>
internal static class Pattern
{
    /// <summary>
    /// The stem that <c>%</c> matches, empty for a pattern without <c>%</c>; null if there is no match.
    /// </summary>
    public static string? Match(string pattern, string word)
    {
        var percent = pattern.IndexOf('%', StringComparison.Ordinal);
        if (percent < 0)
            return pattern == word ? "" : null;

        var suffix = pattern.AsSpan(percent + 1);
        return word.Length >= pattern.Length - 1
            && word.AsSpan().StartsWith(pattern.AsSpan(0, percent), StringComparison.Ordinal)
            && word.AsSpan().EndsWith(suffix, StringComparison.Ordinal)
            ? word[percent..^suffix.Length]
            : null;
    }

    public static string Replace(string pattern, string replacement, string word)
    {
        if (Match(pattern, word) is not { } stem)
            return word;
        var percent = pattern.Contains('%', StringComparison.Ordinal) ? replacement
            .IndexOf('%', StringComparison.Ordinal) : -1;
        return percent < 0 ? replacement : string
            .Concat(replacement.AsSpan(0, percent), stem, replacement.AsSpan(percent + 1));
    }
}
