using KernelSplit.Foundation;

namespace KernelSplit.Splitting.Targets;

/// <summary>A device that a target presents to its guests.</summary>
/// <param name="Name">A name that a person recognises.</param>
/// <param name="Modaliases">As in /sys, one for each variant of the device; all must be driven.</param>
/// <param name="Source">Where that is written, in words; empty when the file doesn't say.</param>
/// <param name="Required">Whether core must drive it. An optional device's driver goes to core if there is one.</param>
/// <param name="Architectures">The architectures on which the target has it; empty for all.</param>
public sealed record Device(
    string Name, IReadOnlyList<string> Modaliases, string Source, bool Required,
    IReadOnlyList<Architecture> Architectures)
{
    /// <summary>The Kconfig symbols of its driver.</summary>
    public KconfigNeeds Symbols { get; init; } = KconfigNeeds.Unknown;

    /// <summary>
    /// QEMU's names for it, any of them: as <c>-device help</c> prints them, or <c>machine:NAME</c> for what a machine
    /// of <c>-machine help</c> always has. Empty where QEMU doesn't emulate it.
    /// </summary>
    public IReadOnlyList<string> Qemu { get; init; } = [];

    public bool IsOn(Architecture architecture) => Architectures.Count == 0 || Architectures.Contains(architecture);
}
