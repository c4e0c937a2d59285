using System.Globalization;
using System.Text;

namespace KernelSplit.Foundation;

/// <summary>A table in Markdown as GitHub and GitLab understand it.</summary>
public static class MarkdownTable
{
    private const int MostRows = 50;

    /// <param name="table">Of more rows than a reader wants, the first are shown.</param>
    /// <param name="isOpen">Whether it is seen without a click.</param>
    public static string Write(Table table, bool isOpen)
    {
        var text = new StringBuilder();
        text.Append(isOpen
            ? $"\n### {Escape(table.Title)}\n\n"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"\n<details><summary>{Escape(table.Title)} ({table.Rows.Count})</summary>\n\n"));
        Rows(text, table, MostRows);
        if (table.Rows.Count > MostRows)
            text.Append(CultureInfo.InvariantCulture, $"\n... and {table.Rows.Count - MostRows} more\n");
        return text.Append(isOpen ? "" : "\n</details>\n").ToString();
    }

    /// <summary>The head and the first rows.</summary>
    public static void Rows(StringBuilder text, Table table, int most = int.MaxValue)
    {
        Row(text, table.Columns);
        text.Append('|').Insert(text.Length, "---|", table.Columns.Count).Append('\n');
        foreach (var row in table.Rows.Take(most))
            Row(text, row);
    }

    /// <summary>What a kernel's files say must not become markup.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in PlainText.Of(text.ReplaceLineEndings(" ")))
        {
            if (@"\`*_{}[]<>#|~@".Contains(c))
                escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }

    private static void Row(StringBuilder text, IReadOnlyList<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(Escape)).Append(" |\n");
}
