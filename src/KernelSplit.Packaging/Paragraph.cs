namespace KernelSplit.Packaging;

/// <summary>Descriptions in packages, which are read on a terminal.</summary>
internal static class Paragraph
{
    /// <summary>The limit of rpmlint and lintian, without the newline.</summary>
    private const int LineLength = 79;

    /// <summary>Wraps text; a word that is too long gets its own line.</summary>
    /// <param name="text">Words are separated by white space.</param>
    /// <param name="indent">Prefix of each line.</param>
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
