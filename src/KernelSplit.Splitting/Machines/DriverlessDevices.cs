using KernelSplit.Devices.Listings;

namespace KernelSplit.Splitting.Machines;

/// <summary>Devices in /sys and lspci that need no driver of their own.</summary>
internal static class DriverlessDevices
{
    private const string NameOfFirmware = "firmware's name for a part of the machine, no module matches it";

    // A module may drive these all the same, and is found by its alias before.
    private static readonly (string Prefix, string Why)[] Known =
    [
        ("dmi:", "describes the machine, not a device"), // drivers/firmware/dmi-id.c
        ("cpu:", "describes the processor, not a device"), // drivers/base/cpu.c
        ("input:", "input events of a device that has a driver"), // drivers/input/input.c
        ("acpi:", NameOfFirmware), // drivers/acpi/scan.c
        ("pnp:", NameOfFirmware), // drivers/pnp/
        ("platform:", "created by the kernel itself, no module matches it"), // drivers/base/platform.c
    ];

    // To the processor, ISA and PCI: drivers/pci/probe.c and, for ports, drivers/pci/pcie/portdrv.c.
    private static readonly string[] Bridges = ["bc06sc00", "bc06sc01", "bc06sc04"];

    /// <summary>Why none is needed; nothing where one is.</summary>
    public static string? NotNeeded(ListedDevice device) => IsBridge(device.Modalias)
        ? "bridge, handled by the PCI core"
        : device.IsConfigured
            ? null
            : Known.FirstOrDefault(known => device.Modalias.StartsWith(known.Prefix, StringComparison.Ordinal)).Why;

    /// <summary>Processors and input events never lack a driver.</summary>
    public static bool IsNoDevice(ListedDevice device) =>
        device.Modalias.StartsWith("cpu:", StringComparison.Ordinal)
            || device.Modalias.StartsWith("input:", StringComparison.Ordinal);

    private static bool IsBridge(string modalias) =>
        modalias.StartsWith("pci:", StringComparison.Ordinal)
        && Bridges.Any(bridge => modalias.Contains(bridge, StringComparison.Ordinal));
}
