using KernelSplit.Foundation;

namespace KernelSplit.Splitting.Targets;

/// <summary>
/// What a kernel can do on a target besides driving its devices: memory hotplug, confidential computing, ...
/// </summary>
/// <param name="Name">A name that a person recognises.</param>
/// <param name="Symbols">The Kconfig symbols that make it.</param>
/// <param name="Modules">The modules that provide it where it isn't built in, any of them; may be empty.</param>
/// <param name="Source">Where that is written, in words; empty when the file doesn't say.</param>
/// <param name="Architectures">The architectures that can have it; empty for all.</param>
public sealed record Capability(
    string Name, KconfigNeeds Symbols, IReadOnlyList<string> Modules, string Source,
    IReadOnlyList<Architecture> Architectures)
{
    public bool IsOn(Architecture architecture) => Architectures.Count == 0 || Architectures.Contains(architecture);
}
