using System.Text;

namespace KernelSplit.Cli.Support;

/// <summary>What kernels serve, on a terminal or as Markdown.</summary>
internal static class SupportText
{
    public static void Print(SupportGrid grid)
    {
        foreach (var line in grid.Kernels)
            Console.Out.WriteLine(line);
        foreach (var part in grid.Sections.Prepend(grid.Overview))
        {
            Console.Out.WriteLine($"\n{part.Title}");
            GridTable.Print(part);
        }

        foreach (var line in grid.Sides)
            Console.Out.WriteLine(line);
    }

    public static string Markdown(SupportGrid grid)
    {
        var text = new StringBuilder("# What these kernels serve\n\n");
        foreach (var line in grid.Kernels)
            text.Append("- ").Append(line).Append('\n');
        foreach (var part in grid.Sections.Prepend(grid.Overview))
        {
            text.Append("\n## ").Append(part.Title).Append("\n\n");
            Line(text, part.Rows[0]);
            Line(text, [.. part.Rows[0].Select(_ => "---")]);
            foreach (var row in part.Rows.Skip(1))
                Line(text, row);
        }

        var sides = grid.Sides.ToList();
        if (sides.Count > 0)
            text.Append("\n## Both sides\n\n");
        foreach (var line in sides)
            text.Append(line.StartsWith(' ') ? "  - " : "- ").Append(line.Trim()).Append('\n');
        return text.ToString();
    }

    private static void Line(StringBuilder text, string[] cells) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
}
