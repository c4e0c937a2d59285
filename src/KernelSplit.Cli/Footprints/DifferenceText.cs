using KernelSplit.Cli.Support;
using KernelSplit.Footprint.Changes;
using KernelSplit.Footprint.Reports;

namespace KernelSplit.Cli.Footprints;

/// <summary>A difference on a terminal: the verdict first, then the tables, long ones cut.</summary>
internal static class DifferenceText
{
    private const int MostRows = 15;

    public static void Print(Difference difference)
    {
        Console.Out.WriteLine(Verdict.Of(difference));
        if (!difference.IsUpdate)
            Console.Out.WriteLine($"{difference.Old.Architecture} and {difference.New.Architecture}: code can't be compared, and neither updates the other.");
        foreach (var table in DifferenceTables.Of(difference))
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine(table.Title);
            GridTable.Print(new Grid(table.Title, [table.Columns.ToArray(), .. table.Rows.Take(MostRows).Select(row => row.ToArray())]));
            if (table.Rows.Count > MostRows)
                Console.Out.WriteLine($"  ... and {table.Rows.Count - MostRows} more; -o html=FILE or -o json=FILE has all");
        }
    }
}
