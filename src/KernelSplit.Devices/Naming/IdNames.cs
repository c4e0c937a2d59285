namespace KernelSplit.Devices.Naming;

/// <summary>pci.ids and usb.ids, each read on first use.</summary>
internal sealed class IdNames(string? pciIds, string? usbIds)
{
    private readonly Lazy<IdsFile> _pci = new(() => IdsFile.Read(pciIds));
    private readonly Lazy<IdsFile> _usb = new(() => IdsFile.Read(usbIds));

    public IdsFile Pci => _pci.Value;

    public IdsFile Usb => _usb.Value;
}
