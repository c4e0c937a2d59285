namespace KernelSplit.Footprint.Impact;

/// <summary>A package that must be rebuilt and shipped.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="Modules">The affected modules in it, sorted by name.</param>
/// <param name="KernelImage">Whether it contains the kernel image, and that is affected.</param>
/// <param name="DeviceTrees">Whether it contains device trees, and they are affected.</param>
public sealed record ImpactedPackage(
    string Name, IReadOnlyList<ImpactedModule> Modules, bool KernelImage, bool DeviceTrees);
