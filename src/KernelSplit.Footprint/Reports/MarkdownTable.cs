using System.Globalization;
using System.Text;

namespace KernelSplit.Footprint.Reports;

/// <summary>A table in Markdown as GitHub and GitLab understand it.</summary>
internal static class MarkdownTable
{
    private const int MostRows = 50;

    /// <param name="table">Of more rows than a reader wants, the first are shown.</param>
    /// <param name="isOpen">Whether it is seen without a click.</param>
    public static string Write(ReportTable table, bool isOpen)
    {
        var text = new StringBuilder();
        text.Append(isOpen
            ? $"\n### {Escape(table.Title)}\n\n"
            : string.Create(CultureInfo.InvariantCulture, $"\n<details><summary>{Escape(table.Title)} ({table.Rows.Count})</summary>\n\n"));
        Row(text, table.Columns);
        text.Append('|').Insert(text.Length, "---|", table.Columns.Count).Append('\n');
        foreach (var row in table.Rows.Take(MostRows))
            Row(text, row);
        if (table.Rows.Count > MostRows)
            text.Append(CultureInfo.InvariantCulture, $"\n... and {table.Rows.Count - MostRows} more\n");
        return text.Append(isOpen ? "" : "\n</details>\n").ToString();
    }

    /// <summary>What a kernel's files say must not become markup.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text.ReplaceLineEndings(" "))
        {
            if (@"\`*_{}[]<>#|~@".Contains(c))
                escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }

    private static void Row(StringBuilder text, IReadOnlyList<string> cells) => text.Append("| ").AppendJoin(" | ", cells.Select(Escape)).Append(" |\n");
}
