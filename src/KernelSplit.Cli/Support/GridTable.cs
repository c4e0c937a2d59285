using Spectre.Console;

namespace KernelSplit.Cli.Support;

/// <summary>A <see cref="Grid"/> as a table on standard output.</summary>
internal static class GridTable
{
    // A pipe has no width of its own: nothing is broken into lines there.
    private const int WidthOfPipe = 10_000;

    public static void Print(Grid grid)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Out),
            // Of itself it looks at TERM only.
            Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        });
        if (Console.IsOutputRedirected)
            console.Profile.Width = WidthOfPipe;
        var table = new Table().Border(TableBorder.Simple);
        foreach (var head in grid.Rows[0])
            table.AddColumn(Markup.Escape(head));
        foreach (var row in grid.Rows.Skip(1))
            table.AddRow([.. row.Select(cell => IsBad(cell) ? $"[red]{Markup.Escape(cell)}[/]" : Markup.Escape(cell))]);
        console.Write(table);
    }

    private static bool IsBad(string cell) =>
        cell.StartsWith("missing", StringComparison.Ordinal) || cell.StartsWith("lacks", StringComparison.Ordinal);
}
