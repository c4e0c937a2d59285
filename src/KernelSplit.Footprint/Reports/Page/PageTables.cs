using KernelSplit.Footprint.Changes;

namespace KernelSplit.Footprint.Reports.Page;

/// <summary>The page's tables.</summary>
/// <param name="Packages">Of the packages.</param>
/// <param name="Others">What changed, in the page's order.</param>
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
        [new("Symbol", ColumnKind.Code), new("What", ColumnKind.Choice), new("Asked for in", ColumnKind.Names), new("Modules", ColumnKind.Names)],
        [
            .. difference.Config.Select(change => new object?[]
            {
                change.Notation, change.Now is null ? "gone" : change.Then is null ? "new" : "changed", change.Fragments, change.Modules,
            }),
        ])
    {
        Lead = difference.Old.Config.Count == 0 || difference.New.Config.Count == 0
            ? "A release's .config wasn't there to compare."
            : "As the kernel's scripts/diffconfig writes it: - went, + came, -> has another value.",
    };

    private static PageTable Edges(Difference difference) => new(
        "edges",
        "New needs between packages",
        [new("Package", ColumnKind.Choice), new("Needs", ColumnKind.Choice), new("Requires it", ColumnKind.Choice), new("Because", ColumnKind.Names)],
        [.. difference.NewEdges.Select(edge => new object?[] { edge.From, edge.To, edge.IsRequired ? "yes" : "no", edge.Modules })])
    {
        Lead = "Modules of one package need modules of another, as none did before.",
    };

    private static PageTable BuiltIns(Difference difference) => new(
        "builtins",
        "In the kernel image",
        [new("Name", ColumnKind.Module), new("What", ColumnKind.Choice)],
        [
            .. difference.BuiltIns.Gained.Select(name => new object?[] { name, "new" }),
            .. difference.BuiltIns.Lost.Select(name => new object?[] { name, "gone" }),
        ])
    {
        Lead = "Code that could be a module and was, or is, part of the kernel image.",
    };
}
