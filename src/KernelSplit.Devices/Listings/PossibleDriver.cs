using KernelSplit.Modules;

namespace KernelSplit.Devices.Listings;

/// <summary>What could drive a device.</summary>
/// <param name="Driver">The module, or the code in the kernel image.</param>
/// <param name="Needs">
/// Fields of the modalias that its alias demands and the listing doesn't tell, as <c>i02</c>: it drives the device if the
/// device has these. Empty when it drives the device for certain.
/// </param>
public sealed record PossibleDriver(Driver Driver, IReadOnlyList<string> Needs)
{
    public bool IsCertain => Needs.Count == 0;
}
