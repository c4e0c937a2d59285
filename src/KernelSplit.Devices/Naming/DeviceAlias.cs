namespace KernelSplit.Devices.Naming;

/// <summary>A readable description of an alias pattern.</summary>
/// <param name="Bus">
/// The bus: <c>PCI</c>, <c>USB</c>, <c>virtio</c>. Null if the alias is not of a device, but of a file system, for
/// example.
/// </param>
/// <param name="Ids">The device's IDs or its name on the bus: <c>8086:1533</c>. May be empty.</param>
/// <param name="Text">Its name. Empty if unknown.</param>
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
