using KernelSplit.Foundation;
using Spectre.Console;

namespace KernelSplit.Cli.Output;

/// <summary>Tables on standard output.</summary>
internal static class TextTable
{
    public static void Print(Foundation.Table table)
    {
        var text = new Spectre.Console.Table().Border(TableBorder.Simple);
        foreach (var (head, i) in table.Columns.Select((head, i) => (head, i)))
        {
            var column = new TableColumn(Markup.Escape(head));
            text.AddColumn(table.Numbers.Contains(i) ? column.RightAligned() : column);
        }

        foreach (var row in table.Rows)
            text.AddRow([.. row.Select(Cell)]);
        TerminalOutput.WriteTable(text);
    }

    private static string Cell(string text)
    {
        var escaped = Markup.Escape(PlainText.Of(text));
        return IsBad(text) ? $"[red]{escaped}[/]" : escaped;
    }

    private static bool IsBad(string cell) =>
        cell.StartsWith("missing", StringComparison.Ordinal) || cell.StartsWith("lacks", StringComparison.Ordinal);
}
