using System.Globalization;
using System.Text;
using KernelSplit.Footprint.Changes;
using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Reports;

/// <summary>A difference in Markdown, small enough for a comment on a pull request.</summary>
public static class DifferenceMarkdown
{
    /// <summary>Characters; GitHub takes 65,536.</summary>
    private const int Largest = 60_000;

    // These stay open: they are what a reviewer came for.
    private static readonly string[] Open = ["packages", "gates"];

    public static string Write(Difference difference)
    {
        var text = new StringBuilder($"**{MarkdownTable.Escape(Verdict.Of(difference))}**\n");
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
            text.Append(CultureInfo.InvariantCulture, $"\nLeft out, as it would be too long here: {MarkdownTable.Escape(string.Join(", ", left))}. The HTML and JSON reports have all.\n");
        return text.ToString();
    }
}
