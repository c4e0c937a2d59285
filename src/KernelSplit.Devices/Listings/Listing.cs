using KernelSplit.Foundation;

namespace KernelSplit.Devices.Listings;

/// <summary>The devices in a listing of a machine.</summary>
/// <param name="Devices">In the listing's order.</param>
/// <param name="Unknown">A warning for each line that was not understood.</param>
public sealed record Listing(IReadOnlyList<ListedDevice> Devices, IReadOnlyList<Diagnostic> Unknown);
