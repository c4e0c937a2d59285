using KernelSplit.Footprint.Changes;

namespace KernelSplit.Footprint.Reports.Page;

internal static class PackageTable
{
    public static PageTable Of(Difference difference) => new(
        "packages",
        "Packages",
        [
            new("Package", ColumnKind.Text), new("Old", ColumnKind.Bytes), new("New", ColumnKind.Bytes),
            new("Difference", ColumnKind.Growth),
            new("Percent", ColumnKind.Percent), new("Budget", ColumnKind.Bytes),
                new("Budget used", ColumnKind.Percent), new("Gained", ColumnKind.Count),
            new("Lost", ColumnKind.Count), new("Code changed", ColumnKind.Count), new("Summary", ColumnKind.Text),
        ],
        [.. difference.Packages.Select(package => Row(package, difference))])
    {
        Lead = difference.New.HasPackageSizes
            ? "Installed sizes of the packages; the counts are of modules."
            : "Installed sizes of the modules; the counts are of modules.",
        Foot = [Row(difference.Total, difference)],
    };

    private static object?[] Row(PackageChange package, Difference difference) =>
    [
        package.Package,
        package.Then?.InstalledSize,
        package.Now?.InstalledSize,
        package.InstalledGrowth,
        Percent(package.InstalledGrowth, package.Then?.InstalledSize),
        package.Budget,
        Percent(Modules(package, difference), package.Budget),
        (long)package.Gained,
        (long)package.Lost,
        difference.IsUpdate ? (long)package.CodeChanged : null,
        (
            difference.New.Packages.FirstOrDefault(other => other.Name == package.Package)
                ?? difference.Old.Packages.FirstOrDefault(other => other.Name == package.Package))?.Summary,
    ];

    /// <summary>The size that a budget limits, also if the sizes are those of built packages.</summary>
    private static long Modules(PackageChange package, Difference difference) =>
        difference.New.Modules.Where(module => module.Package == package.Package).Sum(module => module.Size);

    private static double? Percent(long part, long? of) =>
        of is > 0 and { } whole ? Math.Round(100.0 * part / whole, 1) : null;
}
