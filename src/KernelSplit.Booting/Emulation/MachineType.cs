namespace KernelSplit.Booting.Emulation;

/// <summary>A machine of QEMU, as far as booting it needs to know it.</summary>
/// <param name="Name">As <c>-machine help</c> prints it.</param>
/// <param name="HasPci">Whether devices are on PCI; else they are virtio's on MMIO.</param>
/// <param name="Console">The guest's name of its first serial port.</param>
/// <param name="ReportPort">... of the port that the guest reports to.</param>
/// <param name="ReportOptions">The options that connect that port to the character device <c>report</c>.</param>
internal sealed record MachineType(
    string Name, bool HasPci, string Console, string ReportPort, IReadOnlyList<string> ReportOptions)
{
    /// <summary>Their names, the usual one of an architecture first.</summary>
    public static IReadOnlyList<MachineType> All { get; } =
    [
        new("q35", true, "ttyS0", "ttyS1", ["-serial", "chardev:report"]),
        new("pc", true, "ttyS0", "ttyS1", ["-serial", "chardev:report"]),
        // It has one serial port, and an ISA bus.
        new(
            "microvm", false, "ttyS0", "ttyS1",
            ["-device", "isa-serial,index=1,iobase=0x2f8,irq=3,chardev=report"]),
        new("virt", true, "ttyAMA0", "ttyS0", ["-device", "pci-serial,chardev=report"]),
    ];

    /// <summary>Whether it has a keyboard controller, with keyboard and mouse.</summary>
    public bool HasKeyboard => Name is "q35" or "pc";

    /// <summary>Whether its IDE controller is in its chipset.</summary>
    public bool HasIde => Name == "pc";

    /// <summary>Whether its SATA controller is in its chipset.</summary>
    public bool HasAhci => Name == "q35";

    public static MachineType? Find(string name) => All.FirstOrDefault(machine => machine.Name == name);
}
