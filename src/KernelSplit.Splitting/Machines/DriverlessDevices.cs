using KernelSplit.Devices.Listings;

namespace KernelSplit.Splitting.Machines;

/// <summary>What /sys has a modalias of, and lspci a line, though no driver is missing where none is.</summary>
internal static class DriverlessDevices
{
    private const string NameOfFirmware = "the firmware's name for a part of the machine, no module asks for it";

    // A driver from a module may look after these all the same, and is found by its alias before.
    private static readonly (string Prefix, string Why)[] Known =
    [
        ("dmi:", "describes the machine, no device"), // drivers/firmware/dmi-id.c
        ("cpu:", "describes the processor, no device"), // drivers/base/cpu.c
        ("input:", "events of a device that has its driver"), // drivers/input/input.c
        ("acpi:", NameOfFirmware), // drivers/acpi/scan.c
        ("pnp:", NameOfFirmware), // drivers/pnp/
        ("platform:", "made by the kernel itself, no module asks for it"), // drivers/base/platform.c
    ];

    // To the processor, ISA and PCI: drivers/pci/probe.c and, for ports, drivers/pci/pcie/portdrv.c.
    private static readonly string[] Bridges = ["bc06sc00", "bc06sc01", "bc06sc04"];

    /// <summary>Why none is needed; nothing where one is.</summary>
    public static string? NotNeeded(ListedDevice device) => IsBridge(device.Modalias)
        ? "bridge, which the PCI core handles"
        : device.IsConfigured ? null : Known.FirstOrDefault(known => device.Modalias.StartsWith(known.Prefix, StringComparison.Ordinal)).Why;

    /// <summary>What the processor and input events bring modules for is never missing.</summary>
    public static bool IsNoDevice(ListedDevice device) =>
        device.Modalias.StartsWith("cpu:", StringComparison.Ordinal) || device.Modalias.StartsWith("input:", StringComparison.Ordinal);

    private static bool IsBridge(string modalias) =>
        modalias.StartsWith("pci:", StringComparison.Ordinal)
        && Bridges.Any(bridge => modalias.Contains(bridge, StringComparison.Ordinal));
}
