using KernelSplit.Cli.Support;
using KernelSplit.Footprint.Changes;
using KernelSplit.Footprint.History;
using KernelSplit.Footprint.Reports;

namespace KernelSplit.Cli.Footprints;

/// <summary>Differences on a terminal: the verdict first, then the tables, long ones cut.</summary>
internal static class DifferenceText
{
    private const int MostRows = 15;

    public static void Print(Difference difference)
    {
        Console.Out.WriteLine(Verdict.Of(difference));
        foreach (var remark in difference.Remarks)
            Console.Out.WriteLine(remark);
        Print(DifferenceTables.Of(difference));
    }

    public static void Print(Trend trend)
    {
        Console.Out.WriteLine(Verdict.Of(trend.Steps[^1]));
        Print(TrendTables.Of(trend));
    }

    private static void Print(IReadOnlyList<ReportTable> tables)
    {
        foreach (var table in tables)
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine(table.Title);
            GridTable.Print(new Grid(table.Title, [[.. table.Columns], .. table.Rows.Take(MostRows).Select(row => row.ToArray())]));
            if (table.Rows.Count > MostRows)
                Console.Out.WriteLine($"  ... and {table.Rows.Count - MostRows} more; -o html=FILE or -o json=FILE has all");
        }
    }
}
