using System.Text;
using KernelSplit.Foundation;
using KernelSplit.Splitting.Support;

namespace KernelSplit.Cli.Output;

/// <summary>What kernels support, as a table on a terminal or as Markdown.</summary>
internal static class SupportText
{
    public static void Print(SupportGrid grid)
    {
        foreach (var line in grid.Kernels)
            Console.Out.WriteLine(line);
        foreach (var part in grid.Sections.Prepend(grid.Overview))
        {
            Console.Out.WriteLine($"\n{part.Title}");
            TextTable.Print(part);
        }

        foreach (var line in grid.VmmComparison)
            Console.Out.WriteLine(line);
    }

    public static string Markdown(SupportGrid grid)
    {
        var text = new StringBuilder("# Kernel support\n\n");
        foreach (var line in grid.Kernels)
            text.Append("- ").Append(MarkdownTable.Escape(line)).Append('\n');
        foreach (var part in grid.Sections.Prepend(grid.Overview))
        {
            text.Append("\n## ").Append(MarkdownTable.Escape(part.Title)).Append("\n\n");
            MarkdownTable.Rows(text, part);
        }

        var sides = grid.VmmComparison.ToList();
        if (sides.Count > 0)
            text.Append("\n## Kernel and VMM\n\n");
        foreach (var line in sides)
            text.Append(line.StartsWith(' ') ? "  - " : "- ").Append(MarkdownTable.Escape(line.Trim())).Append('\n');
        return text.ToString();
    }
}
