using System.Text.Json.Serialization;
using KernelSplit.Devices.Naming;
using KernelSplit.Foundation;

namespace KernelSplit.Footprint.Changes;

/// <summary>How the driver of a device, or of an alias such as <c>fs-ext4</c>, changed.</summary>
[JsonConverter(typeof(KebabCase<DeviceStatus>))]
public enum DeviceStatus
{
    /// <summary>It had no driver before.</summary>
    Gained,

    /// <summary>Its driver is in other packages than before.</summary>
    Moved,

    /// <summary>No module lists it any more, but a more general pattern of one matches it.</summary>
    Covered,

    /// <summary>It has no driver in any package any more.</summary>
    Lost,
}

/// <summary>An alias with other drivers or packages than in the old release.</summary>
/// <param name="Alias">The pattern, as in the module.</param>
/// <param name="Status">What changed.</param>
/// <param name="Then">Its drivers in the old release.</param>
/// <param name="Now">Its drivers in the new release.</param>
public sealed record DeviceChange(
    string Alias, DeviceStatus Status, IReadOnlyList<AliasOwner> Then, IReadOnlyList<AliasOwner> Now)
{
    /// <summary>The bus of the device, such as <c>PCI</c>; <c>other</c> if it is not a device.</summary>
    public string Bus { get; init; } = "";

    /// <summary>Its IDs and name, as far as known on this machine.</summary>
    public string Description { get; init; } = "";

    public DeviceChange Named(DeviceNames names)
    {
        var described = names.Describe(Alias);
        return this with { Bus = described.Bus ?? "other", Description = described.ToString() };
    }
}

/// <summary>The driver for an alias.</summary>
/// <param name="Module">A module, or built-in code.</param>
/// <param name="Package">Its package; for built-in code, the package with the kernel image.</param>
/// <param name="IsBuiltIn">Whether it is part of the kernel image.</param>
public sealed record AliasOwner(string Module, string Package, bool IsBuiltIn);
