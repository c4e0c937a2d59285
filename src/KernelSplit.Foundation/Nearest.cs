namespace KernelSplit.Foundation;

/// <summary>Finds the known word that a misspelt one probably means.</summary>
public static class Nearest
{
    /// <summary>Suggests the nearest known word, or else lists all; null if none is known.</summary>
    public static string? Hint(string word, IReadOnlyCollection<string> known)
    {
        if (To(word, known) is { } nearest)
            return $"Did you mean \"{nearest}\"?";
        return known.Count == 0 ? null : $"Known: {string.Join(", ", known)}";
    }

    /// <summary>The nearest known word; null if none is close.</summary>
    public static string? To(string word, IEnumerable<string> known) =>
        To(word, known, Math.Max(word.Length < 3 ? 1 : 2, word.Length / 3));

    /// <summary>The nearest known word within this edit distance.</summary>
    public static string? To(string word, IEnumerable<string> known, int mistakes) => known
        .Where(candidate => Math.Abs(candidate.Length - word.Length) <= mistakes)
        .Select(candidate => (candidate, distance: Distance(word, candidate)))
        .Where(pair => pair.distance <= mistakes)
        .OrderBy(pair => pair.distance).ThenBy(pair => pair.candidate, StringComparer.Ordinal)
        .Select(pair => pair.candidate)
        .FirstOrDefault();

    /// <summary>Levenshtein distance.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, 1 + Math.Min(row[j - 1], row[j]));
            }
        }

        return row[^1];
    }
}
