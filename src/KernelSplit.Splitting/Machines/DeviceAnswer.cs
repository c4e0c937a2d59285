using System.Text.Json.Serialization;
using KernelSplit.Devices.Listings;
using KernelSplit.Foundation;

namespace KernelSplit.Splitting.Machines;

/// <summary>How a kernel supports a machine's device.</summary>
[JsonConverter(typeof(KebabCase<DeviceState>))]
public enum DeviceState
{
    /// <summary>A module drives it.</summary>
    Module,

    /// <summary>The kernel image drives it.</summary>
    BuiltIn,

    /// <summary>No device, but modules match it: they make things faster or extend others.</summary>
    Optional,

    /// <summary>Drivers would drive it if it has ids that the listing doesn't show.</summary>
    Perhaps,

    /// <summary>The listing shows too little.</summary>
    Unclear,

    /// <summary>It needs no driver of its own, or is no device.</summary>
    NoneNeeded,

    /// <summary>Nothing in any package drives it.</summary>
    Missing,
}

/// <summary>A driver that matches a device, and its package.</summary>
/// <param name="Driver">The driver.</param>
/// <param name="Package">Its package; nothing for what is in the kernel image.</param>
public sealed record PackagedDriver(PossibleDriver Driver, string? Package);

/// <summary>What one device of a machine needs.</summary>
/// <param name="Device">The device.</param>
/// <param name="State">How it is supported.</param>
/// <param name="Drivers">What counts for <paramref name="State"/>: what drives it for certain, else what perhaps
/// does.</param>
/// <param name="Note">A remark, where there is one.</param>
public sealed record DeviceAnswer(
    ListedDevice Device, DeviceState State, IReadOnlyList<PackagedDriver> Drivers, string? Note = null)
{
    /// <summary>The packages that its drivers are in, sorted.</summary>
    public IReadOnlyList<string> Packages =>
        [.. Drivers.Select(driver => driver.Package).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
}
