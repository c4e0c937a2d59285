using KernelSplit.Footprint.History;
using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Reports;

/// <summary>A trend in Markdown.</summary>
public static class TrendMarkdown
{
    public static string Write(Trend trend) =>
        string.Concat(TrendTables.Of(trend).Select(table => MarkdownTable.Write(table, isOpen: true))).TrimStart('\n');
}
