using System.Globalization;
using System.Text;
using KernelSplit.Footprint.Changes;

namespace KernelSplit.Footprint.Reports;

/// <summary>A difference in Markdown, small enough for a comment on a pull request.</summary>
public static class DifferenceMarkdown
{
    /// <summary>Characters; GitHub takes 65,536.</summary>
    private const int Largest = 60_000;

    private const int MostRows = 50;

    // These stay open: they are what a reviewer came for.
    private static readonly string[] Open = ["packages", "gates"];

    public static string Write(Difference difference)
    {
        var text = new StringBuilder($"**{Escape(Verdict.Of(difference))}**\n");
        var left = new List<string>();
        foreach (var table in DifferenceTables.Of(difference))
        {
            var section = Section(table);
            if (text.Length + section.Length > Largest)
                left.Add(table.Title);
            else
                text.Append(section);
        }

        if (left.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"\nLeft out, as it would be too long here: {Escape(string.Join(", ", left))}. The HTML and JSON reports have all.\n");
        return text.ToString();
    }

    private static string Section(ReportTable table)
    {
        var text = new StringBuilder();
        var isOpen = Open.Contains(table.Title);
        text.Append(isOpen
            ? $"\n### {Escape(table.Title)}\n\n"
            : $"\n<details><summary>{Escape(table.Title)} ({table.Rows.Count})</summary>\n\n");
        Row(text, table.Columns);
        text.Append('|').Insert(text.Length, "---|", table.Columns.Count).Append('\n');
        foreach (var row in table.Rows.Take(MostRows))
            Row(text, row);
        if (table.Rows.Count > MostRows)
            text.Append(CultureInfo.InvariantCulture, $"\n... and {table.Rows.Count - MostRows} more\n");
        return text.Append(isOpen ? "" : "\n</details>\n").ToString();
    }

    private static void Row(StringBuilder text, IReadOnlyList<string> cells) => text.Append("| ").AppendJoin(" | ", cells.Select(Escape)).Append(" |\n");

    /// <summary>What a kernel's files say must not become markup.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text.ReplaceLineEndings(" "))
        {
            if (@"\`*_{}[]<>#|~".Contains(c))
                escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }
}
