using KernelSplit.Footprint.Changes;

namespace KernelSplit.Footprint.Reports.Page;

internal static class DeviceTable
{
    public static PageTable Of(Difference difference) => new(
        "devices",
        "Devices and requests",
        [
            new("Device", ColumnKind.Text), new("Bus", ColumnKind.Choice), new("What became of it", ColumnKind.Choice), new("Before", ColumnKind.Names),
            new("Now", ColumnKind.Names), new("Alias", ColumnKind.Code),
        ],
        [
            .. difference.Devices.OrderByDescending(device => device.Fate).ThenBy(device => device.Bus, StringComparer.Ordinal).Select(device => new object?[]
            {
                device.Words.Length > 0 ? device.Words : device.Alias, device.Bus, Words(device.Fate), Owners(device.Then), Owners(device.Now), device.Alias,
            }),
        ])
    {
        Lead = "Moved: another package serves it. Covered: no module names it any more, but the pattern of one takes it in.",
    };

    public static PageTable ByBus(Difference difference) => new(
        "buses",
        "Devices by bus",
        [new("Bus", ColumnKind.Text), .. Fates.Select(fate => new PageColumn(Capital(Words(fate)), ColumnKind.Count))],
        [
            .. difference.Devices.GroupBy(device => device.Bus).OrderBy(bus => bus.Key, StringComparer.Ordinal)
                .Select(bus => (object?[])[bus.Key, .. Fates.Select(fate => (object?)(long)bus.Count(device => device.Fate == fate))]),
        ]);

    private static DeviceFate[] Fates => [DeviceFate.Lost, DeviceFate.Covered, DeviceFate.Moved, DeviceFate.Gained];

    private static string Words(DeviceFate fate) => fate.ToString().ToLowerInvariant();

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static string[] Owners(IReadOnlyList<AliasOwner> owners) =>
        [.. owners.Select(owner => owner.IsBuiltIn ? $"{owner.Module} built in" : $"{owner.Module} in {owner.Package}")];
}
