using Spectre.Console;

namespace KernelSplit.Cli.Output;

/// <summary>Tables on standard output.</summary>
internal static class TextTable
{
    // A pipe has no width, so no line is wrapped there.
    private const int WidthOfPipe = 10_000;

    public static void Print(Foundation.Table table)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Out),
            // By default it only looks at TERM.
            Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        });
        if (Console.IsOutputRedirected)
            console.Profile.Width = WidthOfPipe;
        var text = new Spectre.Console.Table().Border(TableBorder.Simple);
        foreach (var (head, i) in table.Columns.Select((head, i) => (head, i)))
        {
            var column = new TableColumn(Markup.Escape(head));
            text.AddColumn(table.Numbers.Contains(i) ? column.RightAligned() : column);
        }

        foreach (var row in table.Rows)
            text.AddRow([.. row.Select(Cell)]);
        console.Write(text);
    }

    private static string Cell(string text) => IsBad(text) ? $"[red]{Markup.Escape(text)}[/]" : Markup.Escape(text);

    private static bool IsBad(string cell) =>
        cell.StartsWith("missing", StringComparison.Ordinal) || cell.StartsWith("lacks", StringComparison.Ordinal);
}
