using System.Globalization;
using System.Text;
using KernelSplit.Footprint.Changes;
using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Reports;

/// <summary>A diff as Markdown, small enough for a comment on a pull request.</summary>
public static class DifferenceMarkdown
{
    /// <summary>In characters; GitHub's limit is 65,536.</summary>
    private const int Largest = 60_000;

    // These are not collapsed: they are what a reviewer looks for.
    private static readonly string[] Open = ["packages", "gates"];

    public static string Write(Difference difference)
    {
        var text = new StringBuilder($"**{MarkdownTable.Escape(DiffVerdict.Of(difference))}**\n");
        foreach (var remark in difference.Remarks)
            text.Append(CultureInfo.InvariantCulture, $"\n> {MarkdownTable.Escape(remark)}\n");
        var left = new List<string>();
        foreach (var table in DifferenceTables.Of(difference))
        {
            var section = MarkdownTable.Write(table, Open.Contains(table.Title));
            if (text.Length + section.Length > Largest)
                left.Add(table.Title);
            else
                text.Append(section);
        }

        if (left.Count > 0)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\nOmitted because of their length: {MarkdownTable.Escape(string.Join(", ", left))}. ")
                .Append("The HTML and JSON reports are complete.\n");
        }

        return text.ToString();
    }
}
