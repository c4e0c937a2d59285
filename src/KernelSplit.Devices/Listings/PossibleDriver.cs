using KernelSplit.Modules;

namespace KernelSplit.Devices.Listings;

/// <summary>A driver that may drive a device.</summary>
/// <param name="Driver">The module, or the code in the kernel image.</param>
/// <param name="Needs">
/// Fields that the driver's alias requires and the listing doesn't have, such as <c>i02</c>: it drives the device if
/// the device has these. Empty if it drives the device for certain.
/// </param>
public sealed record PossibleDriver(Driver Driver, IReadOnlyList<string> Needs)
{
    public bool IsCertain => Needs.Count == 0;
}
