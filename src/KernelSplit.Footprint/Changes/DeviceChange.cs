using KernelSplit.Devices.Naming;

namespace KernelSplit.Footprint.Changes;

/// <summary>What became of a device, or of a request such as <c>fs-ext4</c>.</summary>
public enum DeviceFate
{
    /// <summary>Nothing served it before.</summary>
    Gained,

    /// <summary>Other packages serve it than before.</summary>
    Moved,

    /// <summary>No module names it any more, but the pattern of one takes it in.</summary>
    Covered,

    /// <summary>No package serves it any more.</summary>
    Lost,
}

/// <summary>An alias that a release serves in another way than the one before.</summary>
/// <param name="Alias">The pattern, as modules have it.</param>
/// <param name="Fate">What became of it.</param>
/// <param name="Then">Who served it.</param>
/// <param name="Now">Who serves it.</param>
public sealed record DeviceChange(string Alias, DeviceFate Fate, IReadOnlyList<AliasOwner> Then, IReadOnlyList<AliasOwner> Now)
{
    /// <summary>Where such devices sit, such as <c>PCI</c>; for what is no device, <c>other</c>.</summary>
    public string Bus { get; init; } = "";

    /// <summary>Its numbers and name, as far as they are known on this machine.</summary>
    public string Words { get; init; } = "";

    public DeviceChange Named(DeviceNames names)
    {
        var described = names.Describe(Alias);
        return this with { Bus = described.Bus ?? "other", Words = described.ToString() };
    }
}

/// <summary>Who serves an alias.</summary>
/// <param name="Module">A module, or code of the kernel image.</param>
/// <param name="Package">Its package; of code in the kernel image, the package that has the image.</param>
/// <param name="IsBuiltIn">Whether it is part of the kernel image.</param>
public sealed record AliasOwner(string Module, string Package, bool IsBuiltIn);
