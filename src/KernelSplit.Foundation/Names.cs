namespace KernelSplit.Foundation;

/// <summary>Formats lists of names.</summary>
public static class Names
{
    /// <summary><c>a, b, c</c>; long lists end with <c>and 5 more</c>.</summary>
    public static string Some(IReadOnlyCollection<string> names, int most) =>
        string.Join(", ", names.Take(most)) + (names.Count > most ? $" and {names.Count - most} more" : "");

    /// <summary><c>a, b and c</c>; long lists end with <c>and 5 more</c>.</summary>
    public static string And(IEnumerable<string> names, int most)
    {
        string[] all = [.. names];
        var shown = all.Length > most ? [.. all.Take(most), $"{all.Length - most} more"] : all;
        return shown.Length < 2 ? string.Concat(shown) : $"{string.Join(", ", shown[..^1])} and {shown[^1]}";
    }
}
