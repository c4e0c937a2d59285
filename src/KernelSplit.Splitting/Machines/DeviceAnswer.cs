using KernelSplit.Devices.Listings;

namespace KernelSplit.Splitting.Machines;

/// <summary>How a machine's device fares with a kernel.</summary>
public enum DeviceState
{
    /// <summary>A module drives it.</summary>
    Module,

    /// <summary>The kernel image drives it.</summary>
    BuiltIn,

    /// <summary>No device, but modules answer to it: they make things faster or add to what others do.</summary>
    Optional,

    /// <summary>Drivers would drive it if it has numbers that the listing doesn't tell.</summary>
    Perhaps,

    /// <summary>The listing tells too little.</summary>
    Unclear,

    /// <summary>It works without a driver of its own, or is no device.</summary>
    NoneNeeded,

    /// <summary>Nothing in any package drives it.</summary>
    Missing,
}

/// <summary>What would drive a device, and where that lies.</summary>
/// <param name="Driver">The driver.</param>
/// <param name="Package">Its package; nothing for what is in the kernel image.</param>
public sealed record PackagedDriver(PossibleDriver Driver, string? Package);

/// <summary>What one device of a machine needs.</summary>
/// <param name="Device">The device.</param>
/// <param name="State">How it fares.</param>
/// <param name="Drivers">What counts for <paramref name="State"/>: what drives it for certain, else what perhaps does.</param>
/// <param name="Note">A sentence more, where there is something to say.</param>
public sealed record DeviceAnswer(ListedDevice Device, DeviceState State, IReadOnlyList<PackagedDriver> Drivers, string? Note = null)
{
    /// <summary>The packages that its drivers lie in, sorted.</summary>
    public IReadOnlyList<string> Packages =>
        [.. Drivers.Select(driver => driver.Package).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
}
