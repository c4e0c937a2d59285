using KernelSplit.Foundation;

namespace KernelSplit.Devices.Listings;

/// <summary>What a listing of a machine's devices says.</summary>
/// <param name="Devices">In the listing's order.</param>
/// <param name="Unknown">A warning for everything that was not understood.</param>
public sealed record Listing(IReadOnlyList<ListedDevice> Devices, IReadOnlyList<Diagnostic> Unknown);
