namespace KernelSplit.Makefiles;

/// <summary>How kbuild descends into a directory.</summary>
/// <param name="Directory">Relative to the top of the source: <c>drivers/net</c>.</param>
/// <param name="Lines">The lines that list it, such as <c>obj-$(CONFIG_NET) += net/</c>; any of them suffices.</param>
public sealed record DirectoryStep(string Directory, IReadOnlyList<ObjectLine> Lines);
