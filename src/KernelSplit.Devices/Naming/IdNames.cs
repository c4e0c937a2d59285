namespace KernelSplit.Devices.Naming;

/// <summary>The files of names, each read when it is first needed.</summary>
internal sealed class IdNames(string? pciIds, string? usbIds)
{
    private readonly Lazy<IdsFile> _pci = new(() => IdsFile.Read(pciIds));
    private readonly Lazy<IdsFile> _usb = new(() => IdsFile.Read(usbIds));

    public IdsFile Pci => _pci.Value;

    public IdsFile Usb => _usb.Value;
}
