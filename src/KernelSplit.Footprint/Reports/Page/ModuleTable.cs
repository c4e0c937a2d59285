using KernelSplit.Footprint.Changes;

namespace KernelSplit.Footprint.Reports.Page;

internal static class ModuleTable
{
    public static PageTable Of(Difference difference, ModuleNames names) => new(
        "modules",
        "Modules",
        [
            new("Module", ColumnKind.Module), new("Status", ColumnKind.Choice), new("Package", ColumnKind.Choice),
                new("Old", ColumnKind.Bytes),
            new("New", ColumnKind.Bytes), new("Difference", ColumnKind.Growth), new("What changed", ColumnKind.Text),
        ],
        [
            .. names.All.Take(difference.Modules.Count)
                .Select(module => new object?[]
                {
                    module.Name, ModuleLabels.Status(module), ModuleLabels.Package(module), module.OldSize,
                        module.NewSize, module.Growth, ModuleLabels.Changed(module),
                }),
        ])
    {
        Lead = $"{difference.Modules.Count:N0} of {names.All.Count:N0} were not only rebuilt.",
        HasOwnRows = true,
    };
}
