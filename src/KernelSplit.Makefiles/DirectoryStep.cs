namespace KernelSplit.Makefiles;

/// <summary>How kbuild gets into a directory.</summary>
/// <param name="Directory">Relative to the source's top: <c>drivers/net</c>.</param>
/// <param name="Lines">The lines that name it, such as <c>obj-$(CONFIG_NET) += net/</c>; any of them will do.</param>
public sealed record DirectoryStep(string Directory, IReadOnlyList<ObjectLine> Lines);
