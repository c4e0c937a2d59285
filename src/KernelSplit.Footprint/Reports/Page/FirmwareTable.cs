using KernelSplit.Footprint.Changes;
using KernelSplit.Footprint.Snapshots;

namespace KernelSplit.Footprint.Reports.Page;

internal static class FirmwareTable
{
    public static PageTable Of(Difference difference) => new(
        "firmware",
        "Firmware",
        [new("File in /lib/firmware", ColumnKind.Code), new("Status", ColumnKind.Choice),
            new("Requested by", ColumnKind.Names)],
        [
            .. Rows(difference.Firmware.Lost, "removed", difference.Old),
            .. Rows(difference.Firmware.Gained, "new", difference.New),
        ])
    {
        Lead = "Firmware files that modules may request.",
    };

    private static IEnumerable<object?[]> Rows(IReadOnlyList<string> files, string what, Snapshot kernel)
    {
        var users = kernel.Modules.SelectMany(module => module.Firmware, (module, file) => (module.Name, file))
            .ToLookup(pair => pair.file, pair => pair.Name, StringComparer.Ordinal);
        return files.Select(file => new object?[] { file, what, users[file].ToArray() });
    }
}
