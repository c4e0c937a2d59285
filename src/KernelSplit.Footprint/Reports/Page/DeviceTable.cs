using KernelSplit.Footprint.Changes;

namespace KernelSplit.Footprint.Reports.Page;

internal static class DeviceTable
{
    public static PageTable Of(Difference difference) => new(
        "devices",
        "Devices and aliases",
        [
            new("Device", ColumnKind.Text), new("Bus", ColumnKind.Choice), new("Status", ColumnKind.Choice),
                new("Before", ColumnKind.Names),
            new("Now", ColumnKind.Names), new("Alias", ColumnKind.Code),
        ],
        [
            .. difference.Devices.OrderByDescending(device => device.Status).ThenBy(
                device => device.Bus, StringComparer.Ordinal).Select(device => new object?[]
            {
                device.Description.Length > 0 ? device.Description : device.Alias, device.Bus, Label(device.Status),
                    Owners(device.Then), Owners(device.Now), device.Alias,
            }),
        ])
    {
        Lead = "Moved: its driver is in another package. Covered: no module lists it any more, but a wider pattern "
            + "matches it.",
    };

    public static PageTable ByBus(Difference difference) => new(
        "buses",
        "Devices by bus",
        [new("Bus", ColumnKind.Text), .. Statuses.Select(
            status => new PageColumn(Capital(Label(status)), ColumnKind.Count))],
        [
            .. difference.Devices.GroupBy(device => device.Bus).OrderBy(bus => bus.Key, StringComparer.Ordinal)
                .Select(bus => (object?[])
                [
                    bus.Key, .. Statuses.Select(status => (object?)(long)bus.Count(device => device.Status == status)),
                ]),
        ]);

    private static DeviceStatus[] Statuses => [DeviceStatus.Lost, DeviceStatus.Covered, DeviceStatus.Moved,
        DeviceStatus.Gained];

    private static string Label(DeviceStatus status) => status.ToString().ToLowerInvariant();

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static string[] Owners(IReadOnlyList<AliasOwner> owners) =>
        [.. owners.Select(owner => owner.IsBuiltIn ? $"{owner.Module} built in" : $"{owner.Module} in "
            + $"{owner.Package}")];
}
