namespace KernelSplit.Devices.Naming;

/// <summary>What an alias pattern stands for, in words.</summary>
/// <param name="Bus">
/// Where such devices sit: <c>PCI</c>, <c>USB</c>, <c>virtio</c>. Nothing for what is no device, such as a file system.
/// </param>
/// <param name="Ids">The device's numbers or its name on the bus: <c>8086:1533</c>. Empty where it has none.</param>
/// <param name="Text">What people call it. Empty where nobody told us.</param>
public sealed record DeviceAlias(string? Bus, string Ids, string Text)
{
    /// <summary><c>PCI 8086:1533  Intel Corporation I210 Gigabit Network Connection</c></summary>
    public override string ToString()
    {
        var device = Bus is null ? Ids : $"{Bus} {Ids}".TrimEnd();
        var space = device.Length == 0 || Text.Length == 0 ? "" : Ids.Length == 0 ? " " : "  ";
        return device + space + Text;
    }
}
