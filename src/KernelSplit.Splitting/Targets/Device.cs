using KernelSplit.Splitting.Projects;

namespace KernelSplit.Splitting.Targets;

/// <summary>A device that a target shows its guests.</summary>
/// <param name="Name">A name that a person recognises.</param>
/// <param name="Modaliases">What the kernel shows in /sys, one for each form in which the device comes; all must be driven.</param>
/// <param name="Source">Where that is written, in words; empty when the file doesn't say.</param>
/// <param name="Required">Whether core must drive it. An optional device's driver goes to core if there is one.</param>
/// <param name="Architectures">The architectures on which the target has it; empty for all.</param>
public sealed record Device(
    string Name, IReadOnlyList<string> Modaliases, string Source, bool Required, IReadOnlyList<Architecture> Architectures)
{
    public bool IsOn(Architecture architecture) => Architectures.Count == 0 || Architectures.Contains(architecture);
}
