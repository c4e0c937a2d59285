namespace KernelSplit.Packaging;

/// <summary>Text that packages show on a terminal.</summary>
internal static class Paragraph
{
    /// <summary>What rpmlint and lintian allow, beside a newline.</summary>
    private const int LineLength = 79;

    /// <summary>The words in lines that are as long as may be; a longer word has a line of its own.</summary>
    /// <param name="text">Any white space parts words.</param>
    /// <param name="indent">What each line begins with.</param>
    public static IReadOnlyList<string> Lines(string text, string indent = "")
    {
        var lines = new List<string>();
        foreach (var word in text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= LineLength)
                lines[^1] += $" {word}";
            else
                lines.Add(indent + word);
        }

        return lines;
    }
}
