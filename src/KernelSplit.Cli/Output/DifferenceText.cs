using KernelSplit.Footprint.Changes;
using KernelSplit.Footprint.History;
using KernelSplit.Footprint.Reports;
using KernelSplit.Foundation;

namespace KernelSplit.Cli.Output;

/// <summary>Differences on a terminal: the verdict first, then the tables, long ones cut.</summary>
internal static class DifferenceText
{
    private const int MostRows = 15;

    public static void Print(Difference difference)
    {
        Console.Out.WriteLine(DiffVerdict.Of(difference));
        foreach (var remark in difference.Remarks)
            Console.Out.WriteLine(remark);
        Print(DifferenceTables.Of(difference));
    }

    public static void Print(Trend trend)
    {
        Console.Out.WriteLine(DiffVerdict.Of(trend.Steps[^1]));
        Print(TrendTables.Of(trend));
    }

    private static void Print(IReadOnlyList<Table> tables)
    {
        foreach (var table in tables)
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine(table.Title);
            TextTable.Print(table with { Rows = [.. table.Rows.Take(MostRows)] });
            if (table.Rows.Count > MostRows)
            {
                Console.Out.WriteLine(
                    $"  ... and {table.Rows.Count - MostRows} more; -o html=FILE and -o json=FILE list all");
            }
        }
    }
}
