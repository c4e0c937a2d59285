using KernelSplit.Footprint.Changes;

namespace KernelSplit.Footprint.Reports.Page;

/// <summary>The tables of the page.</summary>
/// <param name="Packages">The table of packages.</param>
/// <param name="Others">The tables of changes, in the page's order.</param>
internal sealed record PageTables(PageTable Packages, IReadOnlyList<PageTable> Others)
{
    public static PageTables Of(Difference difference, ModuleNames names) => new(
        PackageTable.Of(difference),
        [
            ModuleTable.Of(difference, names),
            DeviceTable.ByBus(difference),
            DeviceTable.Of(difference),
            Config(difference),
            Edges(difference),
            FirmwareTable.Of(difference),
            BuiltIns(difference),
        ]);

    private static PageTable Config(Difference difference) => new(
        "config",
        "Configuration",
        [new("Symbol", ColumnKind.Code), new("Status", ColumnKind.Choice), new("Set in", ColumnKind.Names),
            new("Modules", ColumnKind.Names)],
        [
            .. difference.Config.Select(change => new object?[]
            {
                change.Notation, change.Now is null ? "removed" : change.Then is null ? "new" : "changed",
                    change.Fragments, change.Modules,
            }),
        ])
    {
        Lead = difference.Old.Config.Count == 0 || difference.New.Config.Count == 0
            ? "Not compared: a release has no .config."
            : "In the format of the kernel's scripts/diffconfig: - removed, + added, -> changed.",
    };

    private static PageTable Edges(Difference difference) => new(
        "edges",
        "New dependencies between packages",
        [new("Package", ColumnKind.Choice), new("Depends on", ColumnKind.Choice),
            new("Requires it", ColumnKind.Choice), new("Because of", ColumnKind.Names)],
        [
            .. difference.NewEdges.Select(edge =>
                new object?[] { edge.From, edge.To, edge.IsRequired ? "yes" : "no", edge.Modules }),
        ])
    {
        Lead = "Packages whose modules depend on a package that none depended on before.",
    };

    private static PageTable BuiltIns(Difference difference) => new(
        "builtins",
        "In the kernel image",
        [new("Name", ColumnKind.Module), new("Status", ColumnKind.Choice)],
        [
            .. difference.BuiltIns.Gained.Select(name => new object?[] { name, "new" }),
            .. difference.BuiltIns.Lost.Select(name => new object?[] { name, "removed" }),
        ])
    {
        Lead = "Built-in code that could be a module.",
    };
}
