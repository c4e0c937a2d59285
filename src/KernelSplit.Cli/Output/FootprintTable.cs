using System.Globalization;
using KernelSplit.Footprint;
using KernelSplit.Foundation;

namespace KernelSplit.Cli.Output;

/// <summary>The table of packages and their sizes.</summary>
internal static class FootprintTable
{
    public static void Print(IReadOnlyList<PackageFootprint> packages)
    {
        var rows = packages.Select(Cells).ToList();
        if (packages.Count > 1)
            rows.AddRange([["", "", "", ""], Cells(PackageFootprint.Total("all", packages))]);
        TextTable.Print(
            new Table("", ["package", "modules", "installed", "to download"], rows) { Numbers = [1, 2, 3] });
    }

    private static string[] Cells(PackageFootprint package) =>
    [
        package.Package,
        package.Modules.ToString(CultureInfo.InvariantCulture),
        ByteSize.Format(package.InstalledSize),
        package.DownloadSize is { } size ? ByteSize.Format(size) : "-",
    ];
}
