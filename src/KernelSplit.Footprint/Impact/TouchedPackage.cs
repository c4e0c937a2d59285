namespace KernelSplit.Footprint.Impact;

/// <summary>A package that must be rebuilt and shipped.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="Modules">The modules in it that are reached, sorted by name.</param>
/// <param name="KernelImage">Whether it holds the kernel image, and this is reached.</param>
/// <param name="DeviceTrees">Whether it holds device trees, and these are reached.</param>
public sealed record TouchedPackage(string Name, IReadOnlyList<TouchedModule> Modules, bool KernelImage, bool DeviceTrees);
