namespace KernelSplit.Devices.Listings;

/// <summary>A USB device of which only vendor and product ID are known.</summary>
public static class UsbDevice
{
    private const string LinuxFoundation = "1d6b";

    // USB_CLASS_HUB in include/uapi/linux/usb/ch9.h
    private const string Hub = "09";

    /// <param name="place">Its bus address.</param>
    /// <param name="name">Its name; may be empty.</param>
    /// <param name="vendor">Four hexadecimal digits.</param>
    /// <param name="product">Four hexadecimal digits.</param>
    public static ListedDevice ToDevice(string place, string name, string vendor, string product) => new(
        place, $"{vendor}:{product}  {name}".TrimEnd(),
        PartialModalias.OfUsb(vendor, product, IsRootHub(vendor, product) ? Hub : null));

    /// <summary>Root hubs of host controllers: descriptors in drivers/usb/core/hcd.c.</summary>
    private static bool IsRootHub(string vendor, string product) =>
        vendor == LinuxFoundation && (product is "0001" or "0002" or "0003");
}
