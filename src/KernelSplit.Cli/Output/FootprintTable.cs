using System.Globalization;
using KernelSplit.Footprint;
using KernelSplit.Foundation;
using Spectre.Console;

namespace KernelSplit.Cli.Output;

/// <summary>The table of packages and what they cost.</summary>
internal static class FootprintTable
{
    public static void Print(IReadOnlyList<PackageFootprint> packages)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn("package");
        foreach (var column in new[] { "modules", "installed", "to download" })
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var package in packages)
            table.AddRow(Cells(package));
        if (packages.Count > 1)
        {
            table.AddEmptyRow();
            table.AddRow(Cells(PackageFootprint.Total("all", packages)));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        console.Write(table);
    }

    private static string[] Cells(PackageFootprint package) =>
    [
        Markup.Escape(package.Package),
        package.Modules.ToString(CultureInfo.InvariantCulture),
        ByteSize.Format(package.InstalledSize),
        package.DownloadSize is { } size ? ByteSize.Format(size) : "-",
    ];
}
