using System.Text;

namespace KernelSplit.Makefiles.Evaluation;

/// <summary>A Makefile line; lines continued with <c>\</c> are one (GNU make manual, 3.1.1).</summary>
/// <param name="Text">With its comment, without the line break.</param>
/// <param name="Number">The number of its first line, from 1.</param>
internal readonly record struct LogicalLine(string Text, int Number)
{
    public bool StartsWithTab => Text.StartsWith('\t');

    public static IEnumerable<LogicalLine> Split(string content)
    {
        using var reader = new StringReader(content);
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            var first = ++number;
            if (!IsContinued(line))
            {
                yield return new LogicalLine(line, first);
                continue;
            }

            var joined = new StringBuilder();
            while (IsContinued(line))
            {
                joined.Append(line.AsSpan(0, line.Length - 1).TrimEnd(" \t")).Append(' ');
                line = reader.ReadLine()?.TrimStart(' ', '\t') ?? "";
                number++;
            }

            yield return new LogicalLine(joined.Append(line).ToString(), first);
        }
    }

    /// <summary>The line up to its comment, <c>\#</c> as <c>#</c>, trimmed.</summary>
    public string WithoutComment()
    {
        var comment = Text.IndexOf('#', StringComparison.Ordinal);
        if (comment < 0)
            return Text.Trim();
        while (comment > 0 && Text[comment - 1] == '\\')
        {
            comment = Text.IndexOf('#', comment + 1);
            if (comment < 0)
                return Text.Replace("\\#", "#", StringComparison.Ordinal).Trim();
        }

        return Text[..comment].Replace("\\#", "#", StringComparison.Ordinal).Trim();
    }

    private static bool IsContinued(string line)
    {
        var slashes = 0;
        while (slashes < line.Length && line[^(slashes + 1)] == '\\')
            slashes++;
        return slashes % 2 == 1;
    }
}
